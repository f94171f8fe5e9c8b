/* The replies: one EventSource that comes back by itself and asks only for what it has not had. */
"use strict";
(function (chidan) {
  const { connection, storage } = chidan;

  /* on: {reply(session, reply), typing(), open(), broken()}. */
  class Stream {
    constructor(on) {
      this.on = on;
      this.source = null;
      this.timer = 0;
      this.failures = 0;
    }

    open() {
      this.close();
      const current = connection.session();
      if (!current) {
        return;
      }
      const { session, token, seq } = current;
      const address = "/api/chat/stream?" + new URLSearchParams({ session, token, after: seq });
      this.source = new EventSource(address);
      this.source.addEventListener("open", () => {
        this.failures = 0;
        this.on.open();
      });
      this.source.addEventListener("reply", (event) => this.take(session, JSON.parse(event.data)));
      this.source.addEventListener("typing", () => this.on.typing());
      this.source.addEventListener("error", () => this.comeBack(session, address));
    }

    close() {
      clearTimeout(this.timer);
      if (this.source) {
        this.source.close();
        this.source = null;
      }
    }

    take(session, reply) {
      const current = connection.session();
      if (current && current.session === session && reply.seq > current.seq) {
        storage.write("session", Object.assign({}, current, { seq: reply.seq }));
      }
      this.on.reply(session, reply);
    }

    /* EventSource alone would retry with the old `after`, and never tells why a server refused it. */
    async comeBack(session, address) {
      this.close();
      this.failures += 1;
      this.on.broken(this.failures);
      const gone = connection.GONE.includes(await statusOf(address));
      if (this.source) {
        return; // opened again meanwhile
      }
      if (gone) {
        connection.forget(session);
      } else {
        this.timer = setTimeout(() => this.open(), connection.wait(this.failures - 1));
      }
    }
  }

  async function statusOf(address) {
    const stop = window.AbortController ? new AbortController() : null;
    const options = { credentials: "omit", cache: "no-store" };
    try {
      const response = await fetch(address, stop ? Object.assign(options, { signal: stop.signal }) : options);
      return response.status;
    } catch (error) {
      return 0;
    } finally {
      if (stop) {
        stop.abort();
      }
    }
  }

  chidan.Stream = Stream;
})(window.chidan);
