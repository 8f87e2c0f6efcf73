import { type SafeHtml, safe } from '../templates.ts';

/** An icon of the theme as a picture that assistive technology passes over; nothing for a name it lacks. */
export function iconFrom(icons: Readonly<Record<string, string>>): (name: string) => SafeHtml {
  return (name) => {
    const shape = Object.hasOwn(icons, name) ? icons[name] : undefined;
    if (shape === undefined) return safe('');
    return safe(
      `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${shape}</svg>`,
    );
  };
}
