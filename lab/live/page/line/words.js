// Every text a person reads. The English sentence is its own key; `words/<language>.json` is made from the catalogue
// that the windows use too. `_("Text with {name}", {name})`, `n_("{n} tag", "{n} tags", n)`.

export const LANGUAGES = { en: "English", ru: "Русский" };

const KEPT = "usability-lab.language";
const PLACE_OF_FORM = { en: { one: 0, other: 1 }, ru: { one: 0, few: 1, many: 2, other: 1 } };

let spoken = "en";
let texts = {};
let rule = new Intl.PluralRules("en");

/** The language in force. */
export function language() {
  return spoken;
}

/** What this person chose here before, else what their browser speaks, of those offered; else English. */
export function preferred(offered = Object.keys(LANGUAGES)) {
  const wished = [remembered(), ...(navigator.languages ?? [navigator.language])].filter(Boolean);
  const short = wished.map((one) => one.toLowerCase().slice(0, 2));
  return short.find((one) => offered.includes(one) && one in LANGUAGES) ?? "en";
}

/** Speak this language from now on. Rejects when its texts cannot be fetched; then nothing changed. */
export async function speak(wanted) {
  const found = wanted === "en" ? {} : await fetched(wanted);
  texts = found;
  spoken = wanted;
  rule = new Intl.PluralRules(wanted);
  document.documentElement.lang = wanted;
}

/** Keep the choice for the next visit; a browser that keeps nothing is no fault. */
export function remember(wanted) {
  try {
    localStorage.setItem(KEPT, wanted);
  } catch (error) {
    console.info("the language is not kept", error);
  }
}

/** The text in the language in force, its {placeholders} filled. */
export function _(text, facts = {}) {
  return filled(texts[text] ?? text, facts);
}

/** The text in the plural form that `n` asks for; {n} stands for the number itself. */
export function n_(one, many, n, facts = {}) {
  const forms = texts[one] instanceof Array ? texts[one] : [one, many];
  const places = forms.length === 3 ? PLACE_OF_FORM.ru : PLACE_OF_FORM.en;
  return filled(forms[places[rule.select(n)] ?? 1], { n: number(n), ...facts });
}

/** A number as it is written in the language in force. */
export function number(value, digits = 0) {
  return new Intl.NumberFormat(spoken, { maximumFractionDigits: digits }).format(value);
}

function filled(text, facts) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch (error) {
    console.info("no language was kept", error);
    return null;
  }
}

async function fetched(wanted) {
  const answer = await fetch(`/page/words/${wanted}.json`);
  if (!answer.ok) throw new Error(`no texts in ${wanted}: ${answer.status}`);
  return (await answer.json()).texts;
}
