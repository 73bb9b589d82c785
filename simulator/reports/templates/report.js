"use strict";
for (const answer of document.querySelectorAll(".answer")) {
  const audio = answer.querySelector("audio");
  const words = [...answer.querySelectorAll(".word[data-at]")];
  const starts = words.map((word) => Number(word.dataset.at));
  const wave = answer.querySelector(".wave");
  const now = answer.querySelector(".now");
  const total = Number(answer.dataset.duration) || 0;
  let until = Infinity;
  let lit = null;
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
