/* Draws entries of the transcript. All text goes in as text; nothing is ever parsed as HTML. */
"use strict";
(function (chidan) {
  const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:)]|\/thu-tuc\/[\w.-]+\/the\.pdf(?:\?[\w=~,]+)?/g;
  const LIST_ITEM = /^\s*(\d{1,2}[.)]|[-•–])\s+(.*)$/;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) {
      made.className = className;
    }
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  class Bubbles {
    /* on: {choose(button), photo(), retry()} */
    constructor(log, page, on) {
      this.log = log;
      this.page = page;
      this.on = on;
      this.drawn = new Map(); // by the entry's id; a citizen's with the element of its state
    }

    /* Adds one entry at the end; one that is there already only takes on its new state. */
    show(entry) {
      if (!this.drawn.has(entry.id)) {
        this.drawn.set(entry.id, null);
        this.log.appendChild(entry.from === "citizen" ? this.citizen(entry) : this.assistant(entry));
      } else if (entry.from === "citizen") {
        this.setState(entry.id, entry.state);
      }
    }

    citizen(entry) {
      const turn = element("div", "turn turn--citizen");
      turn.appendChild(this.bubble("citizen", entry.text));
      const state = element("button", "state");
      state.type = "button";
      state.setAttribute("aria-live", "off");
      state.addEventListener("click", () => this.on.retry());
      turn.appendChild(state);
      this.drawn.set(entry.id, state);
      this.setState(entry.id, entry.state);
      return turn;
    }

    setState(id, state) {
      const shown = this.drawn.get(id);
      if (shown) {
        shown.textContent = this.page.states[state];
        shown.className = "state state--" + state;
        shown.disabled = state !== "failed";
      }
    }

    assistant(entry) {
      const turn = element("div", "turn turn--assistant");
      if (entry.text || entry.file) {
        const bubble = this.bubble("assistant", entry.text);
        if (entry.file) {
          bubble.appendChild(this.file(entry.file));
        }
        turn.appendChild(bubble);
      }
      (entry.images || []).forEach((address) => turn.appendChild(this.picture(address)));
      if ((entry.buttons || []).length || this.handsOver(entry.wants)) {
        turn.appendChild(this.choices(entry.buttons || [], entry.wants));
      }
      return turn;
    }

    bubble(speaker, text) {
      const bubble = element("div", "bubble bubble--" + speaker);
      bubble.appendChild(element("span", "visually-hidden", this.page.speakers[speaker] + " "));
      const lines = text ? text.split("\n") : [];
      lines.forEach((line, index) => {
        const drawn = speaker === "citizen" ? element("p", "line", line) : this.line(line);
        // After a blank line, one that ends in a colon is the title of what follows.
        drawn.classList.toggle("line--title", speaker === "assistant" && lines[index - 1] === "" && line.endsWith(":"));
        bubble.appendChild(drawn);
      });
      return bubble;
    }

    line(text) {
      const line = element("p", "line");
      const item = LIST_ITEM.exec(text);
      if (item) {
        line.classList.add("line--item");
        line.appendChild(element("span", "line__mark", item[1].replace(/^[-–]$/, "•") + " "));
        line.appendChild(this.linked(element("span", "line__rest"), item[2]));
        return line;
      }
      Object.entries(this.page.line_styles).forEach(([style, prefixes]) => {
        line.classList.toggle("line--" + style, prefixes.some((prefix) => text.startsWith(prefix)));
      });
      return this.linked(line, text);
    }

    /* Web addresses and the hotline's number become links: an elder taps, and need not copy. */
    linked(line, text) {
      const { number } = this.page.hotline;
      let rest = text;
      while (rest) {
        ADDRESS.lastIndex = 0;
        const address = ADDRESS.exec(rest);
        const call = rest.indexOf(number);
        if (call >= 0 && (!address || call < address.index)) {
          rest = appendLink(line, rest, call, number, "tel:" + number.replace(/[^+\d]/g, ""));
        } else if (address) {
          rest = appendLink(line, rest, address.index, address[0], address[0], this.label(address[0]));
        } else {
          line.appendChild(document.createTextNode(rest));
          rest = "";
        }
      }
      return line;
    }

    /* A path on these pages says nothing to a reader, nor do encoded letters. */
    label(address) {
      return address.startsWith("/") ? this.page.own_page : readable(address);
    }

    /* The page's security policy shows pictures of this server alone. A tap opens it large, to look at and to keep. */
    picture(address) {
      const image = element("img", "picture");
      image.src = address;
      image.alt = this.page.picture;
      const link = element("a", "picture-link");
      link.href = address;
      openBeside(link);
      link.appendChild(image);
      return link;
    }

    file(address) {
      const line = element("p", "line", this.page.file + " ");
      line.appendChild(linkTo(address, this.label(address)));
      return line;
    }

    choices(buttons, wants) {
      const group = element("div", "choices");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", this.page.choices);
      buttons.forEach((button) => {
        const choice = element("button", "choice", button.title);
        choice.type = "button";
        choice.addEventListener("click", () => this.on.choose(button));
        group.appendChild(choice);
      });
      if (this.handsOver(wants)) {
        const handing = element("button", "choice", this.page[wants].button);
        handing.type = "button";
        handing.addEventListener("click", () => this.on[wants]());
        group.prepend(handing);
      }
      return group;
    }

    /* Whether one tap can hand over here what is asked for. */
    handsOver(wants) {
      return wants === "photo" || (wants === "location" && "geolocation" in navigator);
    }

    /* A word from the page itself, between the bubbles. */
    note(text) {
      this.log.appendChild(element("p", "note", text));
    }

    /* Whether anything stands here besides the greeting. */
    hasTurns() {
      return this.log.querySelector(".turn--citizen") !== null;
    }

    clear() {
      this.drawn.clear();
      this.log.textContent = "";
    }
  }

  /* Appends what stands before the link, then the link; gives back what stands after it. */
  function appendLink(line, text, index, found, address, label = found) {
    line.appendChild(document.createTextNode(text.slice(0, index)));
    line.appendChild(linkTo(address, label));
    return text.slice(index + found.length);
  }

  function linkTo(address, label) {
    const link = element("a", "", label);
    link.href = address;
    if (!address.startsWith("tel:")) {
      openBeside(link);
    }
    return link;
  }

  function readable(address) {
    try {
      return decodeURIComponent(address);
    } catch {
      return address; // a percent sign that encodes nothing
    }
  }

  /* In a page of its own, so that the conversation stays where it is. */
  function openBeside(link) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }

  chidan.Bubbles = Bubbles;
})(window.chidan);
