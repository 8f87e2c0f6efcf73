/** Makes a button of each code's label, by anchor: without the script they are labels. */
export function codeButtons(root: HTMLElement): Map<number, HTMLButtonElement> {
  const buttons = new Map<number, HTMLButtonElement>();
  for (const label of root.querySelectorAll<HTMLElement>('[data-anchor]')) {
    const button = document.createElement('button');
    const formula = document.createElement('span');
    formula.setAttribute('aria-hidden', 'true');
    formula.append(...label.childNodes);
    const name = document.createElement('span');
    name.className = 'alis-spoken';
    name.textContent = label.dataset.label ?? '';
    button.type = 'button';
    button.append(formula, name);
    label.append(button);
    buttons.set(Number(label.dataset.anchor), button);
  }
  return buttons;
}
