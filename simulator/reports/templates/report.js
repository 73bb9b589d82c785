"use strict";
/* The code of an answer: a slider that calls `seek`. Returns what shows the code as it was at a second. */
function typed(section, seek) {
  if (!section) return () => {};
  const edits = JSON.parse(section.dataset.edits);
  const page = section.querySelector("code");
  const slider = section.querySelector("input");
  const said = section.querySelector("output");
  let text = [], done = 0;
  const until = (at) => {
    let low = 0, high = edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edits[middle][0] <= at) low = middle + 1; else high = middle;
    }
    return low;
  };
  const show = (at) => {
    const count = until(at);
    if (count < done) { text = []; done = 0; }
    for (; done < count; done += 1) {
      const [, from, to, added] = edits[done];
      const letters = Array.from(added);
      if (letters.length < 1000) text.splice(from, to - from, ...letters);
      else text = text.slice(0, from).concat(letters, text.slice(to));
    }
    page.textContent = text.join("");
    slider.value = String(at);
    said.textContent = `${Math.floor(at / 60)}:${String(Math.floor(at % 60)).padStart(2, "0")}`;
  };
  slider.addEventListener("input", () => { const at = Number(slider.value); seek(at); show(at); });
  return show;
}
for (const answer of document.querySelectorAll(".answer")) {
  const audio = answer.querySelector("audio");
  const words = [...answer.querySelectorAll(".word[data-at]")];
  const starts = words.map((word) => Number(word.dataset.at));
  const wave = answer.querySelector(".wave");
  const now = answer.querySelector(".now");
  const total = Number(answer.dataset.duration) || 0;
  let until = Infinity;
  let lit = null;
  const code = typed(answer.querySelector(".typed"), (at) => { if (audio) audio.currentTime = at; });
  if (!audio) {
    for (const button of answer.querySelectorAll(".go")) button.disabled = true;
    continue;
  }
  const go = (at, stop = Infinity) => {
    for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
    audio.currentTime = at;
    until = stop;
    audio.play();
  };
  const index = (at) => {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= at) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  const follow = () => {
    const at = audio.currentTime;
    if (at >= until) { audio.pause(); until = Infinity; }
    const word = words[index(at + 0.05)] || null;
    if (word !== lit) {
      if (lit) lit.classList.remove("lit");
      if (word) word.classList.add("lit");
      lit = word;
    }
    code(at);
    if (now && total) now.setAttribute("x", String((at / total) * wave.viewBox.baseVal.width));
    if (!audio.paused) requestAnimationFrame(follow);
  };
  audio.addEventListener("play", follow);
  audio.addEventListener("seeked", follow);
  answer.addEventListener("click", (event) => {
    const button = event.target.closest(".go");
    const word = event.target.closest(".word[data-at]");
    if (button) go(Number(button.dataset.at), button.dataset.until ? Number(button.dataset.until) + 0.2 : Infinity);
    else if (word) go(Number(word.dataset.at));
  });
  answer.addEventListener("keydown", (event) => {
    const at = words.indexOf(event.target);
    if (at < 0) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && words[at + step]) {
      event.target.tabIndex = -1;
      words[at + step].tabIndex = 0;
      words[at + step].focus();
    } else if (event.key === "Enter" || event.key === " ") {
      go(starts[at]);
    } else return;
    event.preventDefault();
  });
  if (wave) wave.addEventListener("click", (event) => {
    const box = wave.getBoundingClientRect();
    go(((event.clientX - box.left) / box.width) * total);
  });
  const speed = answer.querySelector(".speed");
  speed.addEventListener("change", () => { audio.playbackRate = Number(speed.value); audio.preservesPitch = true; });
}
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
