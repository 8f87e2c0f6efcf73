/** Copy buttons of listings. */
export function copyListings(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.copy')) {
    const label = button.querySelector('span');
    const code = button.closest('.listing')?.querySelector('pre');
    if (!label || !code) continue;
    const before = label.textContent;
    button.hidden = false;
    label.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      label.textContent =
        ((await copy(code)) ? button.dataset.copied : button.dataset.selected) ?? before;
      setTimeout(() => {
        label.textContent = before;
      }, 2000);
    });
  }
}

/** Copies the text, or selects it for the visitor to copy where a page may not write to the clipboard. */
async function copy(code: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code.textContent?.trim() ?? '');
    return true;
  } catch {
    getSelection()?.selectAllChildren(code);
    return document.execCommand('copy');
  }
}
