/* The server: the session, messages out, the stream of replies in. */
"use strict";
(function (chidan) {
  const { storage } = chidan;
  const PATIENCE_MS = 15000;
  const PHOTO_PATIENCE_MS = 90000; // a photo on a slow network
  const LATE_MS = 3000;
  const LOOK_MS = 50;
  const GONE = [401, 403, 404];
  const WAITS_MS = [1000, 2000, 4000, 8000, 15000];

  function wait(attempt) {
    return WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)];
  }

  /* The status, or 0 when no answer came; a phone on a dying network may otherwise wait for minutes. */
  function post(path, body) {
    return deliver(path, { "Content-Type": "application/json" }, JSON.stringify(body), PATIENCE_MS);
  }

  function deliver(path, headers, body, patience) {
    const answer = fetch(path, {
      method: "POST",
      headers,
      body,
      credentials: "omit",
      cache: "no-store",
    }).then((response) => response.json().catch(() => ({})).then((data) => ({ status: response.status, data })));
    const silence = new Promise((resolve) => setTimeout(resolve, patience, { status: 0, data: {} }));
    return Promise.race([answer.catch(() => ({ status: 0, data: {} })), silence]);
  }

  function session() {
    return storage.read("session", null);
  }

  /* One tab at a time, where the browser can see to that: two new sessions would split the conversation. */
  function alone(work) {
    return navigator.locks ? navigator.locks.request("chidan.session", work) : work();
  }

  function pause(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  /* Held by every tab that opened a session, as long as it lives. Locks are seen at once, storage is seen late. */
  let letGo = () => {};
  function holdOpened() {
    return new Promise((granted) => {
      navigator.locks.request("chidan.opened", { mode: "shared" }, () => {
        granted();
        return new Promise((resolve) => (letGo = resolve));
      });
    });
  }

  async function openedElsewhere() {
    const { held } = await navigator.locks.query();
    return held.some((lock) => lock.name === "chidan.opened");
  }

  /* What another tab wrote a moment ago may still be on its way to this one. */
  async function waitForTheOther() {
    for (let waited = 0; !session() && waited < LATE_MS; waited += LOOK_MS) {
      await pause(LOOK_MS);
    }
  }

  async function openSession() {
    if (navigator.locks && !session() && (await openedElsewhere())) {
      await waitForTheOther();
    }
    if (session()) {
      return 200; // another tab was first
    }
    const { status, data } = await post("/api/chat/sessions", {});
    if (!data.session) {
      return status >= 400 ? status : 0;
    }
    storage.write("session", { session: data.session, token: data.token, seq: 0 });
    if (navigator.locks) {
      await holdOpened();
    }
    return 200;
  }

  /* Leaves the session; another tab that opened one is not waited for any more. */
  function leave() {
    storage.remove("session");
    letGo();
  }

  /* Another tab may have opened a new session meanwhile; only the dead one is forgotten. */
  function forget(dead) {
    const current = session();
    if (current && current.session === dead) {
      leave();
    }
  }

  /* Sends one entry. `renewed` tells that the old session had expired, `error` what the server says of a refusal. */
  function send(entry) {
    return inSession((session, token) => {
      const body = { session, token, id: entry.id, text: entry.text };
      if (entry.payload) {
        body.payload = entry.payload;
      }
      return post("/api/chat/messages", body);
    });
  }

  /* The same for a photo, whose bytes are the whole body. */
  function sendPhoto(id, photo) {
    return inSession((session, token) => {
      const headers = { "X-Chat-Session": session, "X-Chat-Token": token, "X-Message-Id": id };
      headers["Content-Type"] = photo.type || "application/octet-stream";
      return deliver("/api/chat/photos", headers, photo, PHOTO_PATIENCE_MS);
    });
  }

  async function inSession(deliverIn) {
    let renewed = false;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const opened = session() ? 200 : await alone(openSession);
      if (opened !== 200) {
        return { status: opened, renewed };
      }
      const { session: id, token } = session();
      const { status, data } = await deliverIn(id, token);
      if (!GONE.includes(status)) {
        return { status, renewed, error: data.error ? data.error.message : "" };
      }
      forget(id);
      renewed = true;
    }
    return { status: 503, renewed };
  }

  chidan.connection = { GONE, session, send, sendPhoto, forget, leave, wait };
})(window.chidan);
