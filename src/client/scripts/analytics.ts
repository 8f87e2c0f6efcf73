interface Asks {
  readonly globalPrivacyControl?: boolean;
}

// Those who ask not to be tracked, by Do Not Track or Global Privacy Control, are not counted.
const { doNotTrack } = navigator;
const asksNot =
  doNotTrack === '1' || doNotTrack === 'yes' || (navigator as Asks).globalPrivacyControl === true;
const said = document.querySelector<HTMLMetaElement>('meta[name="analytics"]');
if (said && !asksNot) load(said.content, said.dataset);

/** Loads the script of the service that counts readers, as the page says. */
function load(src: string, told: DOMStringMap): void {
  const script = Object.assign(document.createElement('script'), { src, async: true });
  Object.assign(script.dataset, told);
  if (told.google !== undefined) countByGoogle(told.google);
  document.head.append(script);
}

/** Google's script reads what was asked of it before it came, as it was asked: as `arguments`. */
function countByGoogle(id: string): void {
  const asked: unknown[] = [];
  Object.assign(window, { dataLayer: asked });
  function ask(..._: unknown[]): void {
    // biome-ignore lint/complexity/noArguments: a list is not what the script looks for.
    asked.push(arguments);
  }
  ask('js', new Date());
  ask('config', id);
}

export {};
