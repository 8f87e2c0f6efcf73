import { signed } from '../numbers.ts';

/** w with its index, as in a formula. */
export function symbolOf(anchor: number): HTMLElement {
  const symbol = document.createElement('span');
  symbol.className = 'panorama-w';
  const letter = document.createElement('i');
  letter.textContent = 'w';
  const index = document.createElement('sub');
  index.textContent = signed(anchor);
  symbol.append(letter, index);
  return symbol;
}
