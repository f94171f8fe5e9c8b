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
      this.session = "";
      this.seen = 0; // this page's own count: another tab may be further on
    }

    open() {
      this.close();
      const current = connection.session();
      if (!current) {
        return;
      }
      const { session, token, seq } = current;
      if (session !== this.session) {
        this.session = session;
        this.seen = seq;
      }
      const address = "/api/chat/stream?" + new URLSearchParams({ session, token, after: this.seen });
      this.source = new EventSource(address);
      this.source.addEventListener("open", () => {
        this.failures = 0;
        this.on.open();
      });
      this.source.addEventListener("reply", (event) => this.take(session, JSON.parse(event.data)));
      this.source.addEventListener("typing", () => this.on.typing());
      this.source.addEventListener("error", () => this.comeBack(session, address));
    }

    /* Another tab may have started over, or found the session gone: this one then listens to the new one. */
    follow() {
      const current = connection.session();
      if (!current) {
        this.close();
      } else if (!this.source || current.session !== this.session) {
        this.open();
      }
    }

    close() {
      clearTimeout(this.timer);
      if (this.source) {
        this.source.close();
        this.source = null;
      }
    }

    /* Shown and kept first, counted after: a page that dies in between asks for the reply again. */
    take(session, reply) {
      this.on.reply(session, reply);
      this.seen = Math.max(this.seen, reply.seq);
      const current = connection.session();
      if (current && current.session === session && reply.seq > current.seq) {
        storage.write("session", Object.assign({}, current, { seq: reply.seq }));
      }
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
