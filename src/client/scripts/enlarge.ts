/** Opens pictures as large as the window, where their link would have led to the file. */
export function enlargePictures(): void {
  let dialog: HTMLDialogElement | undefined;

  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element))
      return;
    const link = event.target.closest<HTMLAnchorElement>('a.enlarge');
    const small = link?.querySelector('img');
    if (!link || !small) return;
    event.preventDefault();
    dialog ??= makeDialog(link.dataset.close ?? '');
    dialog.setAttribute('aria-label', small.alt || link.dataset.picture || '');
    const picture = new Image();
    picture.alt = small.alt;
    picture.toggleAttribute('data-alpha', small.hasAttribute('data-alpha'));
    // What is on the screen already, until the whole file is here.
    picture.src = small.currentSrc;
    picture.width = small.naturalWidth;
    picture.height = small.naturalHeight;
    const whole = new Image();
    whole.onload = () => {
      picture.src = whole.src;
      picture.width = whole.naturalWidth;
      picture.height = whole.naturalHeight;
    };
    whole.src = link.href;
    dialog.querySelector('img')?.replaceWith(picture);
    dialog.showModal();
  });
}

function makeDialog(close: string): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'large';
  dialog.innerHTML = '<button type="button">×</button><img alt="">';
  dialog.querySelector('button')?.setAttribute('aria-label', close);
  dialog.addEventListener('click', () => dialog.close());
  document.body.append(dialog);
  return dialog;
}
