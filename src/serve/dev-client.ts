/** The script that `dev` adds to every page it serves: reloads the page after a save, and shows what is wrong. */
export const devClient = `(() => {
const host = document.createElement('pagescape-dev');
const root = host.attachShadow({ mode: 'open' });
root.innerHTML = '<style>' +
  ':host{all:initial;position:fixed;inset:auto 0 0 0;z-index:2147483647;font:15px/1.5 system-ui,sans-serif;color-scheme:light dark}' +
  'section{box-sizing:border-box;max-width:60rem;max-height:60vh;overflow:auto;margin:0 auto;padding:1rem 1.25rem;' +
  'background:light-dark(#fdfcf9,#1c1e22);color:light-dark(#1b1c1e,#e7e4de);' +
  'border:1px solid light-dark(#dcd8ce,#34363b);border-bottom:0;border-radius:.75rem .75rem 0 0;box-shadow:0 -8px 40px #0004}' +
  'header{display:flex;gap:1rem;justify-content:space-between;align-items:center}h2{font-size:1rem;margin:0}' +
  'button{font:inherit;color:inherit;background:none;border:1px solid currentColor;border-radius:2rem;padding:.1rem .8rem;cursor:pointer}' +
  'ul{list-style:none;margin:0;padding:0}li{margin-top:.9rem;padding-left:.8rem;border-left:3px solid light-dark(#a3451c,#e9a07a);overflow-wrap:anywhere}' +
  'code{font:.85em ui-monospace,monospace;color:light-dark(#5b5a56,#a8a59e)}p{margin:.1rem 0}' +
  '</style><div role="status"></div>';
const status = root.querySelector('div');
const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
function show(problems) {
  status.replaceChildren();
  if (problems.length === 0) return;
  const panel = document.createElement('section');
  panel.setAttribute('aria-label', 'Problems');
  const head = document.createElement('header');
  const close = element('button', 'Hide');
  close.type = 'button';
  close.onclick = () => status.replaceChildren();
  panel.onkeydown = ({ key }) => { if (key === 'Escape') close.click(); };
  head.append(element('h2', problems.length === 1 ? '1 problem' : problems.length + ' problems'), close);
  const list = document.createElement('ul');
  for (const { file, line, column, severity, code, message, hint } of problems) {
    const item = document.createElement('li');
    item.append(element('code', file + ':' + line + ':' + column + ' ' + severity + '[' + code + ']'), element('p', message));
    if (hint) item.append(element('p', hint));
    list.append(item);
  }
  panel.append(head, list);
  status.append(panel);
}
const seen = Number(document.currentScript.dataset.version);
const path = decodeURIComponent(location.pathname).slice(1).replace(/(^|\\/)$/, '$1index.html');
new EventSource('/__pagescape/events').onmessage = ({ data }) => {
  const { version, changed, problems, isFirst } = JSON.parse(data);
  if (changed.includes(path) || (isFirst && version !== seen)) location.reload();
  if (problems) show(problems);
};
addEventListener('DOMContentLoaded', () => document.body.append(host));
})();
`;
