/* What the page remembers: in localStorage where the browser allows it, else until the page closes. */
"use strict";
window.chidan = {};
(function (chidan) {
  const PREFIX = "chidan.";
  const memory = new Map();

  function read(name, otherwise) {
    if (memory.has(name)) {
      return memory.get(name);
    }
    try {
      const kept = localStorage.getItem(PREFIX + name);
      return kept === null ? otherwise : JSON.parse(kept);
    } catch (error) {
      return otherwise;
    }
  }

  function write(name, value) {
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(value));
      memory.delete(name);
    } catch (error) {
      memory.set(name, value); // storage is full or forbidden: this page goes on from memory
    }
  }

  function remove(name) {
    memory.delete(name);
    try {
      localStorage.removeItem(PREFIX + name);
    } catch (error) {
      memory.delete(name);
    }
  }

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  chidan.storage = { read, write, remove, newId };
})(window.chidan);
