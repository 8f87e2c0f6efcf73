import { Idiomorph } from 'idiomorph';

/** What scripts have made something of, and would not do again for what comes in its place. */
const ofScripts = '.carousel, [data-alis], .comparison, video[data-autoplay], video[autoplay]';

/** What scripts look for once, when a page is loaded. */
const startsScripts = `script, .copy, ${ofScripts}`;

/**
 * The page as it was written by the server, beside the one on screen, which scripts and the reader have
 * changed since. What the server writes otherwise is changed on screen too; all else stays as it is there.
 */
export interface Mirror {
  /** Shows a page in the place of the last. @returns false when that takes loading it as a whole */
  show(html: string): boolean;
  /** Something stands in the place of a node on screen. */
  replaced(before: Node, after: Node): void;
}

/** Begins when the page is parsed and no script has run that waits for that. */
export function mirrorPage(): Mirror {
  const written = document.implementation.createHTMLDocument();
  /** What is on screen for a node that was written. */
  const shown = new Map<Node, Node>();

  const copy = written.importNode(document.documentElement, true);
  written.replaceChild(copy, written.documentElement);
  pair(copy, document.documentElement);

  function pair(one: Node, other: Node): void {
    shown.set(one, other);
    for (const [index, child] of one.childNodes.entries()) {
      const twin = other.childNodes[index];
      if (twin) pair(child, twin);
    }
  }

  /** What differs between the page as it was written last and `html`, after which it is that. */
  function changesTo(html: string): MutationRecord[] {
    const next = new DOMParser().parseFromString(html, 'text/html');
    for (const script of next.querySelectorAll('script[src^="/__pagescape/"]')) script.remove();
    const observer = new MutationObserver(() => {});
    observer.observe(written, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    Idiomorph.morph(written.documentElement, next.documentElement, {
      morphStyle: 'outerHTML',
      restoreFocus: false,
      head: { style: 'morph' },
    });
    const records = observer.takeRecords();
    observer.disconnect();
    return records;
  }

  function apply({ type, target, attributeName }: MutationRecord): void {
    const live = shown.get(target);
    if (type === 'characterData' && live) live.nodeValue = target.nodeValue;
    if (type !== 'attributes' || !(live instanceof Element) || !attributeName) return;
    const value = target instanceof Element ? target.getAttribute(attributeName) : null;
    if (value === null) live.removeAttribute(attributeName);
    else live.setAttribute(attributeName, value);
  }

  /** Brings the children of an element into their order, with what is new among them; what scripts have put there stays. */
  function order(parent: Node): void {
    const live = shown.get(parent);
    if (!live) return;
    let last: Node | null = null;
    for (const child of parent.childNodes) {
      const known = shown.get(child);
      const node: Node = known ?? document.importNode(child, true);
      if (!known) pair(child, node);
      const isBehind: boolean = node.parentNode === live && (last === null || follows(node, last));
      if (!isBehind) live.insertBefore(node, last ? last.nextSibling : live.firstChild);
      last = node;
    }
  }

  return {
    show(html) {
      const records = changesTo(html);
      if (records.some(needsLoading)) return false;
      for (const record of records) apply(record);
      for (const { removedNodes } of records) {
        for (const node of removedNodes) {
          if (written.contains(node)) continue;
          const live = shown.get(node);
          if (live?.parentNode) live.parentNode.removeChild(live);
        }
      }
      const parents = records
        .filter(({ type }) => type === 'childList')
        .map(({ target }) => target);
      for (const parent of new Set(parents)) if (written.contains(parent)) order(parent);
      return true;
    },
    replaced(before, after) {
      for (const [one, other] of shown) if (other === before) shown.set(one, after);
    },
  };
}

const follows = (node: Node, last: Node) =>
  (last.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

function needsLoading({ type, target, addedNodes, attributeName }: MutationRecord): boolean {
  if (type === 'characterData') return target.parentElement?.closest('script') != null;
  if (!(target instanceof Element)) return false;
  // Where it was written is nothing to scripts.
  if (attributeName === 'data-pagescape-at') return false;
  if (target.closest(`script, ${ofScripts}`)) return true;
  return [...addedNodes].some(
    (node) =>
      node instanceof Element &&
      (node.matches(startsScripts) || node.querySelector(startsScripts) !== null),
  );
}
