/* The conversation as a list of entries. It is also the queue: a citizen's entry that is not "sent" waits in it. */
"use strict";
(function (chidan) {
  const { storage } = chidan;
  const KEPT = 80; // entries; enough to scroll back over, small enough for any phone
  const WAITING = ["sending", "failed"];

  /* Read anew each time: a second tab may have written since. */
  function entries() {
    return storage.read("transcript", []);
  }

  function isWaiting(entry) {
    return entry.from === "citizen" && WAITING.includes(entry.state);
  }

  function save(list) {
    const surplus = Math.max(0, list.length - KEPT);
    storage.write("transcript", list.filter((entry, index) => index >= surplus || isWaiting(entry)));
  }

  /* An entry that is there already is not added again: the same reply may come twice, and to two tabs. */
  function add(entry) {
    const list = entries();
    if (!list.some((other) => other.id === entry.id)) {
      save(list.concat([entry]));
    }
  }

  function setState(id, state) {
    save(entries().map((entry) => (entry.id === id ? Object.assign({}, entry, { state }) : entry)));
  }

  function nextWaiting() {
    return entries().find(isWaiting);
  }

  function clear() {
    storage.remove("transcript");
  }

  chidan.transcript = { entries, add, setState, nextWaiting, clear };
})(window.chidan);
