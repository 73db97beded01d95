"use strict";
// The offline form: built from the data beside it, kept in this browser as it is typed, saved as a small file that Noroshi reads.
(() => {
  const form = JSON.parse(document.getElementById("form").textContent);
  const KEPT = `noroshi.form:${form.form}`;
  const WORDS = {
    ja: {
      about: "この様式はネットワークなしで使えます。入力した内容は、このブラウザーだけに自動で保存されます。書き終えたら「ファイルに保存」し、つながったときに Noroshi の「様式を読み込む」で取り込んでください。",
      danger: "共用の端末では、終わったら「すべて消す」を押してください。",
      save: "ファイルに保存", print: "印刷", clear: "すべて消す", load: "ファイルを開く", kept: "この端末に保存しました", notKept: "この端末に保存できません。こまめに「ファイルに保存」してください。",
      sure: "入力した内容を、この端末からすべて消します。よろしいですか。", none: "選ばない", row: "行を足す", anonymous: "名前を伏せる（匿名）",
      certainty: "確からしさ", known: "確かめたこと", basis: "根拠", star: "*は必須の項目です。分かるところだけで送れます。", loaded: "読み込みました", bad: "この様式のファイルではありません。", cleared: "消しました", number: "行目",
      remove: "外す", limits: (m) => `このファイルの中に入れて持ち運べます。${m.most}件、1件${m.one / 1e6}MB、合わせて${m.all / 1e6}MBまで。大きいものは、取り込んだ後の下書きに付けてください。`,
      tooLarge: "大きすぎるため入れていません", filesNotKept: "入れたファイルはこの端末に残りません。「ファイルに保存」してください。",
    },
    en: {
      about: "This form works without a network. What you type is kept in this browser alone. When done, save it as a file and bring it into Noroshi with “Read in a form” once you are connected.",
      danger: "On a shared device press “Clear everything” when you are done.",
      save: "Save as a file", print: "Print", clear: "Clear everything", load: "Open a file", kept: "Kept on this device", notKept: "This device keeps nothing. Save as a file often.",
      sure: "This removes everything that was typed from this device. Go on?", none: "Not chosen", row: "Add a row", anonymous: "Without the name (anonymous)",
      certainty: "How sure", known: "Known", basis: "From what", star: "* marks what is needed. The rest can follow.", loaded: "Read", bad: "This is no file of this form.", cleared: "Cleared", number: "row",
      remove: "Remove", limits: (m) => `They travel inside this form: at most ${m.most} files of ${m.one / 1e6} MB each, ${m.all / 1e6} MB together. Add larger ones to the draft after reading the form in.`,
      tooLarge: "Too large, not put in", filesNotKept: "The files are not kept on this device. Save as a file.",
    },
  };
  let lang = (navigator.language || "ja").toLowerCase().startsWith("ja") ? "ja" : "en";
  let state = kept() || structuredClone(form.filled);
  const say = (name) => WORDS[lang][name];
  const words = (one) => one[lang] || one.ja || "";

  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEPT) || "null");
      return found && found.typed ? { ...found, files: found.files || [] } : null;
    } catch { return null; }
  }
  function keep(more = "") {
    let told = say("kept");
    try { localStorage.setItem(KEPT, JSON.stringify(state)); } catch {
      try { localStorage.setItem(KEPT, JSON.stringify({ ...state, files: [] })); told = say("filesNotKept"); } catch { told = say("notKept"); }
    }
    const now = new Date();
    const at = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
    status([`${told} ${at}`, more].filter(Boolean).join(" · "));
  }
  function status(text) { document.querySelector("[role=status]").textContent = text; }
  function node(tag, more = {}, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(more)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined && value !== "") made.setAttribute(name, value);
    }
    made.append(...inside.filter((one) => one !== null));
    return made;
  }
  function set(id, value) {
    if (value === "" || (Array.isArray(value) && !value.length)) delete state.typed[id];
    else state.typed[id] = value;
    keep();
  }
  function mark(id, name, value) {
    const one = { ...(state.marks[id] || {}) };
    if (value) one[name] = value; else delete one[name];
    if (Object.keys(one).length) state.marks[id] = one; else delete state.marks[id];
    keep();
  }
  function heading(field) {
    const parts = [words(field)];
    if (field.starred) parts.push(node("span", { class: "star", "aria-hidden": "true" }, "*"));
    return parts;
  }
  function hint(field) { const text = words(field.hint || {}); return text ? node("p", { class: "hint", id: `${field.id}-hint` }, text) : null; }
  function typing(field, value, changed, label) {
    const more = { id: label ? undefined : field.id, "aria-label": label, "aria-describedby": !label && words(field.hint || {}) ? `${field.id}-hint` : undefined, oninput: (event) => changed(event.target.value.trim()) };
    const control = field.kind === "text" ? node("textarea", more) : node("input", { type: "text", autocomplete: "off", ...more });
    control.value = typeof value === "string" ? value : "";
    return control;
  }
  function list(field, value, changed, label) {
    const control = node("select", { id: label ? undefined : field.id, "aria-label": label, onchange: (event) => changed(event.target.value) }, node("option", { value: "" }, say("none")));
    for (const option of field.options) control.append(node("option", { value: option.id }, words(option)));
    control.value = value || "";
    return control;
  }
  function picks(field) {
    const many = field.kind === "many", isColor = field.kind === "color";
    const chosen = () => (isColor ? [state.scope] : [].concat(state.typed[field.id] || []));
    const change = () => {
      const found = [...box.querySelectorAll("input:checked")].map((one) => one.value).filter(Boolean);
      if (isColor) { state.scope = found[0] || ""; keep(); } else set(field.id, many ? found : found[0] || "");
    };
    const box = node("div", { class: "options" });
    const options = isColor ? form.colors : field.options;
    const all = many || field.starred ? options : [...options, { id: "", ja: WORDS.ja.none, en: WORDS.en.none }];
    for (const option of all) {
      const small = option[`hint_${lang}`] || (isColor && lang === "ja" ? option.hint : "");
      const input = node("input", { type: many ? "checkbox" : "radio", name: field.id, value: option.id, onchange: change });
      input.checked = option.id ? chosen().includes(option.id) : !chosen().filter(Boolean).length;
      if (!option.id) input.value = "";
      box.append(node("label", {}, input, node("span", {}, words(option), small ? node("small", { class: "hint" }, small) : "")));
    }
    return node("fieldset", {}, node("legend", {}, ...heading(field)), hint(field), box);
  }
  function rows(field) {
    const box = node("div");
    const values = () => [...box.querySelectorAll(".row")].map((row) => Object.fromEntries([...row.querySelectorAll("[data-column]")].map((one) => [one.dataset.column, one.value.trim()]).filter(([, value]) => value))).filter((row) => Object.keys(row).length);
    const add = (value = {}) => {
      const number = box.childElementCount + 1;
      const row = node("div", { class: "row" });
      for (const column of field.columns) {
        const label = `${words(column)}, ${number} ${say("number")}`;
        const changed = () => set(field.id, values());
        const control = column.options.length ? list(column, value[column.id], changed, label) : typing(column, value[column.id], changed, label);
        control.dataset.column = column.id;
        if (!column.options.length) control.setAttribute("placeholder", words(column));
        row.append(control);
      }
      box.append(row);
      return row;
    };
    for (const value of [].concat(state.typed[field.id] || [])) add(value);
    while (box.childElementCount < 3) add();
    return node("fieldset", {}, node("legend", {}, ...heading(field)), hint(field), box, node("button", { type: "button", onclick: () => add().querySelector("input,textarea,select").focus() }, say("row")));
  }
  function files(field) {
    const box = node("div", { class: "files" });
    const own = () => state.files.filter((one) => one.field === field.id);
    const list = () => {
      box.replaceChildren(...own().map((one) => node("p", {}, node("span", {}, `${one.name} (${Math.ceil(one.size / 1000)} KB)`), node("button", { type: "button", class: "quiet", "aria-label": `${say("remove")}: ${one.name}`, onclick: () => { state.files = state.files.filter((other) => other !== one); keep(); list(); input.focus(); } }, say("remove")))));
    };
    const take = async (chosen) => {
      const left = [];
      for (const file of chosen) {
        const together = state.files.reduce((sum, one) => sum + one.size, file.size);
        if (file.size > form.limits.one || together > form.limits.all || state.files.length >= form.limits.most) { left.push(file.name); continue; }
        const bytes = new Uint8Array(await file.arrayBuffer());
        let text = "";
        for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
        state.files.push({ field: field.id, name: file.name, size: file.size, content: btoa(text) });
      }
      keep(left.length ? `${say("tooLarge")}: ${left.join(", ")}` : ""); list();
    };
    const input = node("input", { type: "file", multiple: true, id: field.id, "aria-describedby": `${field.id}-limits`, onchange: (event) => { const chosen = [...event.target.files]; event.target.value = ""; take(chosen); } });
    list();
    return node("div", { class: "field" }, node("label", { for: field.id }, ...heading(field)), hint(field), node("p", { class: "hint", id: `${field.id}-limits` }, say("limits")(form.limits)), box, input);
  }
  function said(field) {
    const one = state.marks[field.id] || {};
    const parts = [];
    if (field.moment || field.kind === "text" || field.anonymous) {
      const sure = node("select", { "aria-label": `${words(field)}: ${say("certainty")}`, onchange: (event) => mark(field.id, "certainty", event.target.value) }, node("option", { value: "" }, say("known")));
      for (const option of form.certainty) sure.append(node("option", { value: option.id }, words(option)));
      sure.value = one.certainty || "";
      const basis = node("input", { type: "text", "aria-label": `${words(field)}: ${say("basis")}`, placeholder: say("basis"), oninput: (event) => mark(field.id, "basis", event.target.value.trim()) });
      basis.value = one.basis || "";
      parts.push(sure, basis);
    }
    if (field.anonymous) {
      const box = node("input", { type: "checkbox", onchange: (event) => mark(field.id, "anonymized", event.target.checked) });
      box.checked = one.anonymized === true;
      parts.push(node("label", {}, box, say("anonymous")));
    }
    return parts.length ? node("div", { class: Object.keys(one).length ? "said has" : "said" }, ...parts) : null;
  }
  function shown(field) {
    if (["one", "many", "color"].includes(field.kind)) return picks(field);
    if (field.kind === "rows") return rows(field);
    if (field.kind === "files") return files(field);
    const changed = (value) => set(field.id, value);
    const control = field.kind === "list" ? list(field, state.typed[field.id], changed) : typing(field, state.typed[field.id], changed);
    return node("div", { class: "field" }, node("label", { for: field.id }, ...heading(field)), hint(field), control, said(field));
  }
  function download() {
    const saved = { format: form.format, form: form.form, scheme: form.scheme, saved_at: new Date().toISOString(), ...state };
    const address = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 1)], { type: "application/json" }));
    const link = node("a", { href: address, download: `${form.title.ja}_${saved.saved_at.slice(0, 16).replace(/[-:]/g, "")}.noroshi` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }
  function open(file) {
    file.text().then((text) => {
      const found = JSON.parse(text);
      if (found.format !== form.format || found.form !== form.form) throw new Error("another form");
      state = { typed: found.typed || {}, marks: found.marks || {}, scope: found.scope || "", files: found.files || [] };
      keep(); draw(); status(say("loaded"));
    }).catch(() => status(say("bad")));
  }
  function clear() {
    if (!confirm(say("sure"))) return;
    try { localStorage.removeItem(KEPT); } catch { /* nothing was kept */ }
    state = structuredClone(form.filled);
    draw(); status(say("cleared"));
  }
  function draw() {
    document.documentElement.lang = lang;
    document.querySelector("main")?.remove();
    document.querySelector(".dock")?.remove();
    const other = node("button", { type: "button", class: "quiet", lang: lang === "ja" ? "en" : "ja", onclick: () => { lang = lang === "ja" ? "en" : "ja"; draw(); } }, lang === "ja" ? "English" : "日本語");
    const main = node("main", {}, node("div", { class: "head" }, node("h1", {}, words(form.title)), other), node("div", { class: "note" }, node("p", {}, say("about")), node("p", {}, say("danger"))), node("p", {}, words(form.principle)), node("p", {}, say("star")));
    for (const section of form.sections) main.append(node("section", {}, node("h2", {}, words(section)), ...section.fields.map(shown)));
    const picker = node("input", { type: "file", accept: ".noroshi,application/json", class: "visually-hidden", tabindex: "-1", "aria-hidden": "true", onchange: (event) => { if (event.target.files[0]) open(event.target.files[0]); event.target.value = ""; } });
    const dock = node("div", { class: "dock" }, node("div", {}, node("p", { role: "status" }), picker, node("button", { type: "button", class: "quiet", onclick: clear }, say("clear")), node("button", { type: "button", onclick: () => picker.click() }, say("load")), node("button", { type: "button", onclick: () => print() }, say("print")), node("button", { type: "button", class: "primary", onclick: download }, say("save"))));
    document.body.append(main, dock);
  }
  draw();
})();
