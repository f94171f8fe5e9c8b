/* The chat page: joins the parts. */
"use strict";
(function (chidan) {
  const { storage, transcript } = chidan;
  const ANSWER_MS = 20000; // a turn may take 10 s; after twice that the stream itself is suspect
  const PLACE_MS = 15000;
  const byId = (id) => document.getElementById(id);
  const page = JSON.parse(byId("page-data").textContent);
  const log = byId("log");
  const surface = new chidan.Surface(page.notices);
  const bubbles = new chidan.Bubbles(log, page, { choose, photo: () => photos.choose(), location: sharePlace, retry });
  const outgoing = new chidan.Outgoing({
    state: onState,
    sent: onSent,
    refused: onRefused,
    unreachable: () => surface.tellTrouble(),
  });
  const photos = new chidan.Photos(
    { show: showPhoto, state: onState, sent: onSent, refused: onRefused, unreachable: () => surface.tellTrouble() },
    page.photo.label
  );
  const stream = new chidan.Stream({ reply: onReply, typing: onTyping, open: onOpen, broken: onBroken });
  let awaiting = 0; // messages taken by the server and not yet answered
  let newest = ""; // the message said last: with its answer the waiting is over
  let answerTimer = 0;

  /* ---- what the citizen does ---- */

  function say(text, payload) {
    const entry = { id: storage.newId(), from: "citizen", text, state: "sending" };
    if (payload) {
      entry.payload = payload;
    }
    transcript.add(entry);
    bubbles.show(entry);
    awaiting += 1;
    newest = entry.id;
    surface.scrollToTurn();
    surface.focusInput();
    outgoing.flush();
  }

  function showPhoto(entry) {
    bubbles.show(entry);
    awaiting += 1;
    newest = entry.id;
    surface.scrollToTurn();
  }

  function retry() {
    outgoing.flush();
    photos.flush();
  }

  function choose(button) {
    say(button.title, button.payload);
  }

  /* Exact to some ten metres, as on every channel. The browser asks the citizen first. */
  function sharePlace() {
    const place = page.location;
    bubbles.note(place.waiting);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const at = coords.latitude.toFixed(4) + "," + coords.longitude.toFixed(4);
        say(place.label, '/ticket_answer{"at":"' + at + '"}');
      },
      () => surface.keepPlace(() => bubbles.note(place.refused)),
      { enableHighAccuracy: true, timeout: PLACE_MS, maximumAge: 60000 }
    );
  }

  function submit(event) {
    event.preventDefault();
    if (surface.input.value.trim().length > page.max_length) {
      surface.tell("too_long");
      return;
    }
    const text = surface.takeInput();
    if (text) {
      say(text);
    } else {
      surface.focusInput();
    }
  }

  /* Enter sends, Shift+Enter breaks the line; while a Vietnamese keyboard composes a word, Enter is its own. */
  function onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      submit(event);
    }
  }

  function restart() {
    if (!window.confirm(page.notices.restart)) {
      return;
    }
    chidan.connection.leave();
    transcript.clear();
    beginAnew();
    surface.focusInput();
  }

  function beginAnew() {
    stream.follow();
    bubbles.clear();
    settle();
    greet();
    surface.scrollToTurn();
  }

  /* ---- what the server does ---- */

  function onState(id, state) {
    surface.keepPlace(() => bubbles.setState(id, state));
  }

  function onSent(renewed) {
    surface.recovered();
    if (renewed) {
      bubbles.note(page.notices.expired);
    }
    stream.follow();
    if (awaiting > 0) {
      onTyping();
      clearTimeout(answerTimer);
      answerTimer = setTimeout(() => stream.open(), ANSWER_MS);
    }
  }

  function onRefused(message) {
    settle();
    if (message) {
      surface.keepPlace(() => bubbles.note(message));
    }
  }

  function onTyping() {
    surface.showTyping(true);
  }

  function onReply(session, reply) {
    if (!reply.message || reply.message === newest || awaiting < 2) {
      settle();
    }
    const entry = {
      id: session.slice(0, 8) + ":" + reply.seq,
      from: "assistant",
      text: reply.text,
      buttons: reply.buttons,
      images: reply.images,
      file: reply.file,
      wants: reply.wants,
    };
    transcript.add(entry);
    surface.keepPlace(() => bubbles.show(entry));
  }

  function settle() {
    awaiting = 0;
    clearTimeout(answerTimer);
    surface.showTyping(false);
  }

  function onOpen() {
    surface.recovered();
    retry();
  }

  /* A single break is no news: phones drop a stream whenever they sleep. */
  function onBroken(failures) {
    surface.showTyping(false);
    if (failures > 2 || !navigator.onLine) {
      surface.tellTrouble();
    }
  }

  function onNetworkBack() {
    surface.recovered();
    stream.open();
    retry();
  }

  /* Another tab has written: more of the conversation, a new session, or the end of both. */
  function onOtherTab() {
    if (bubbles.hasTurns() && !transcript.entries().length) {
      beginAnew();
      return;
    }
    surface.keepPlace(drawEntries);
    stream.follow();
  }

  /* ---- start ---- */

  function greet() {
    page.greeting.forEach((reply, index) => {
      bubbles.show(Object.assign({ id: "greeting" + index, from: "assistant" }, reply));
    });
  }

  function drawEntries() {
    transcript.entries().forEach((entry) => bubbles.show(entry));
  }

  function drawAll() {
    log.setAttribute("aria-busy", "true"); // a screen reader is not read the whole past again
    greet();
    drawEntries();
    log.removeAttribute("aria-busy");
  }

  byId("composer").addEventListener("submit", submit);
  byId("restart").addEventListener("click", restart);
  surface.input.addEventListener("keydown", onKey);
  window.addEventListener("online", onNetworkBack);
  window.addEventListener("offline", () => surface.tellTrouble());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      stream.open(); // a phone that slept may hold a dead connection without knowing
      outgoing.flush();
    }
  });
  window.addEventListener("storage", onOtherTab);
  surface.start();
  drawAll();
  surface.scrollToTurn();
  surface.focusInput();
  stream.open();
  outgoing.flush();
})(window.chidan);
