/* Photos: chosen with a tap, made smaller here, sent one after the other. Their bytes live in this page alone. */
"use strict";
(function (chidan) {
  const { connection, storage, transcript } = chidan;
  const KINDS = "image/jpeg,image/png,image/webp";
  const LONGEST_EDGE_PX = 2000; // enough to read a receipt by, and a tenth of what a phone takes
  const SMALL_BYTES = 1500000;
  const QUALITY = 0.85;

  /* The photo as it is sent. A smaller copy also loses what the camera wrote into it: place, time, owner. */
  async function shrunk(file) {
    if (file.size <= SMALL_BYTES || !window.createImageBitmap) {
      return file;
    }
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, LONGEST_EDGE_PX / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const smaller = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
      return smaller && smaller.size < file.size ? smaller : file;
    } catch {
      return file; // the server says what it is
    }
  }

  /* on: {show(entry), state(id, state), sent(renewed), refused(message), unreachable()}; `label` names a photo. */
  class Photos {
    constructor(on, label) {
      this.on = on;
      this.label = label;
      this.waiting = []; // {entry, file}, oldest first
      this.running = false;
      this.picker = document.getElementById("photo");
      this.picker.accept = KINDS;
      this.picker.addEventListener("change", () => this.take());
    }

    choose() {
      this.picker.click();
    }

    take() {
      for (const file of this.picker.files) {
        const entry = { id: storage.newId(), from: "citizen", text: this.label + " " + file.name, state: "sending" };
        this.waiting.push({ entry, file });
        this.on.show(entry);
      }
      this.picker.value = ""; // the same photo may be chosen again
      this.flush();
    }

    /* Safe to call at any time, as when the network is back. */
    async flush() {
      if (this.running) {
        return;
      }
      this.running = true;
      try {
        while (this.waiting.length && (await this.deliver(this.waiting[0]))) {
          this.waiting.shift();
        }
      } finally {
        this.running = false;
      }
    }

    /* True when the next may follow. What was sent is kept as a line of the conversation, without its bytes. */
    async deliver({ entry, file }) {
      this.on.state(entry.id, "sending");
      const { status, renewed, error } = await connection.sendPhoto(entry.id, await shrunk(file));
      if (status >= 200 && status < 300) {
        transcript.add(Object.assign({}, entry, { state: "sent" }));
        this.on.state(entry.id, "sent");
        this.on.sent(renewed);
        return true;
      }
      if (status >= 400 && status < 500) {
        this.on.state(entry.id, "refused");
        this.on.refused(error);
        return true;
      }
      this.on.state(entry.id, "failed");
      this.on.unreachable();
      return false;
    }
  }

  chidan.Photos = Photos;
})(window.chidan);
