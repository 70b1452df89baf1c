// The find box: shows the strips that have all words, and the days that have such strips. The page reads well without it.
(() => {
  const tools = document.querySelector(".tools"), box = tools.querySelector("input"), told = tools.querySelector("output");
  const days = [...document.querySelectorAll("details.day")];
  const find = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const day of days) {
      let here = 0;
      for (const line of day.querySelectorAll(".strip, .banner")) {
        const text = (line.textContent + " " + (line.dataset.find || "")).toLowerCase();
        line.hidden = !words.every(word => text.includes(word));
        if (!line.hidden && line.matches(".strip")) here += 1;
      }
      day.hidden = words.length > 0 && here === 0;
      count += here;
    }
    told.textContent = words.length ? (count === 1 ? "1 strip" : count + " strips") : "";
  };
  box.addEventListener("input", find);
  tools.querySelector("button").addEventListener("click", () => {
    const open = days.some(day => !day.open);
    days.forEach(day => { day.open = open; });
  });
  addEventListener("beforeprint", () => days.forEach(day => { day.open = true; }));
  tools.hidden = false;
})();
