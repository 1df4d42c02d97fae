/** The style of the service's own pages, for phones and desktops, in light and dark. */
export const STYLE = `:root {
  color-scheme: light dark;
  --text: #1d2733;
  --muted: #4f5b69;
  --line: #d5dbe2;
  --paper: #ffffff;
  --shade: #f3f5f8;
  --link: #0b5cad;
  --documented: #e2f0e5;
  --documented-text: #1c5a2c;
  --extension: #e6eaf8;
  --extension-text: #2c3f8f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e7ebf0;
    --muted: #a9b4c0;
    --line: #3a4653;
    --paper: #12181f;
    --shade: #1c242d;
    --link: #82bdff;
    --documented: #1d3b26;
    --documented-text: #a8dfb6;
    --extension: #263055;
    --extension-text: #bac7ff;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, input:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.25rem 0.5rem; }
header { border-bottom: 1px solid var(--line); background: var(--shade); }
nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; max-width: 70rem; margin: 0 auto; padding: 0.25rem 1rem; }
nav a { padding: 0.6rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav a[aria-current] { font-weight: 600; color: var(--text); box-shadow: inset 0 -3px var(--link); }
main { max-width: 70rem; margin: 0 auto; padding: 0.5rem 1rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0 0.75rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.5rem; }
.entries h2, h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0.5rem 0; max-width: 48rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; overflow-wrap: anywhere; }
pre {
  white-space: pre-wrap; margin: 0.25rem 0 0.75rem; padding: 0.6rem 0.75rem;
  background: var(--shade); border-radius: 4px;
}
.sentence { white-space: pre-wrap; }
.search { margin: 1.25rem 0 0.5rem; }
.search label { display: block; font-weight: 600; }
.search input {
  width: 100%; max-width: 30rem; padding: 0.55rem 0.7rem; margin-top: 0.25rem;
  font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--muted); border-radius: 4px;
}
.search p, .muted { color: var(--muted); }
.entries { list-style: none; margin: 0.5rem 0; padding: 0; border-top: 1px solid var(--line); }
.entries > li {
  display: grid; grid-template-columns: minmax(12rem, 1fr) minmax(0, 3fr); gap: 0.25rem 1.5rem;
  padding: 0.75rem 0; border-bottom: 1px solid var(--line);
}
.entries > li[hidden], section[hidden], .search[hidden] { display: none; }
.entries li:target, .entries li:has(:target) {
  background: var(--shade); box-shadow: -0.75rem 0 var(--shade), 0.75rem 0 var(--shade);
}
.entries p { margin: 0.15rem 0; max-width: none; }
.badge {
  display: inline-block; padding: 0 0.45rem; border-radius: 3px;
  font-size: 0.8rem; line-height: 1.5rem; background: var(--shade); color: var(--muted);
}
.badge.documented { background: var(--documented); color: var(--documented-text); }
.badge.extension { background: var(--extension); color: var(--extension-text); }
summary { cursor: pointer; color: var(--link); padding: 0.2rem 0; }
dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.1rem 0.75rem; margin: 0.35rem 0 0; }
dl.facts dt { color: var(--muted); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.links dt { font-weight: 600; margin-top: 0.9rem; }
.links dd { margin: 0; }
@media (max-width: 40rem) {
  .entries > li { grid-template-columns: minmax(0, 1fr); }
  h1 { font-size: 1.5rem; }
}
`;

/** Shows the search box, and hides the entries that lack one of its words. The address keeps the search. */
export const SEARCH_SCRIPT = `const box = document.querySelector('.search');
if (box) {
  const input = box.querySelector('input');
  const found = box.querySelector('#found');
  const sections = [...document.querySelectorAll('section')];
  const entries = [...document.querySelectorAll('.entries > li')].map((item) => ({
    item,
    text: item.textContent.toLowerCase(),
  }));
  const search = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    for (const { item, text } of entries) item.hidden = !words.every((word) => text.includes(word));
    for (const section of sections) section.hidden = !section.querySelector('.entries > li:not([hidden])');
    const shown = entries.filter(({ item }) => !item.hidden).length;
    found.textContent = shown + ' of ' + entries.length;
  };
  const address = new URL(location.href);
  input.value = address.searchParams.get('search') ?? '';
  input.addEventListener('input', () => {
    search();
    if (input.value) address.searchParams.set('search', input.value);
    else address.searchParams.delete('search');
    history.replaceState(null, '', address);
  });
  box.hidden = false;
  search();
}
`;
