(() => {
  const PAGE = 60;
  const cases = [...document.querySelectorAll(".case")].map((element) => ({
    element,
    text: element.dataset.text,
  }));
  const find = (name) => document.querySelector(`[data-filter="${name}"]`);
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const selects = ["outcome", "register", "kind", "status"].map(find).filter(Boolean);
  const search = find("text");
  const count = document.querySelector(".count");
  const more = document.querySelector(".more");
  let shown = PAGE;

  const wanted = ({ element, text }) =>
    selects.every((select) => !select.value || element.dataset[select.dataset.filter] === select.value) &&
    (!search.value || fold(text).includes(fold(search.value.trim())));

  const apply = () => {
    let found = 0;
    for (const item of cases) {
      const match = wanted(item);
      found += match;
      item.element.hidden = !match || found > shown;
    }
    count.textContent = `${found} / ${cases.length} câu`;
    more.hidden = found <= shown;
  };

  const restart = () => { shown = PAGE; apply(); };
  selects.forEach((select) => select.addEventListener("change", restart));
  search.addEventListener("input", restart);
  more.addEventListener("click", () => { shown += 200; apply(); });
  find("reset").addEventListener("click", () => {
    selects.forEach((select) => { select.value = ""; });
    search.value = "";
    restart();
  });
  document.querySelectorAll("svg .row[data-key]").forEach((row) => row.addEventListener("click", () => {
    const select = find(row.dataset.group);
    if (!select) return;
    select.value = row.dataset.key;
    restart();
    document.querySelector(".filters").scrollIntoView({ behavior: "smooth" });
  }));
  apply();
})();
