/** The button that changes between light and dark. Only a choice is remembered; until then the system decides. */
export function switchScheme(): void {
  const button = document.querySelector<HTMLButtonElement>('.scheme');
  if (!button) return;
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');

  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === 'dark' : system.matches);
  const show = () => button.setAttribute('aria-pressed', String(isDark()));

  button.hidden = false;
  show();
  system.addEventListener('change', show);
  button.addEventListener('click', () => {
    const scheme = isDark() ? 'light' : 'dark';
    root.dataset.scheme = scheme;
    show();
    try {
      localStorage.setItem('scheme', scheme);
    } catch {
      // A visitor who allows no storage has chosen for this page alone.
    }
  });
}
