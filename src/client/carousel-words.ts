import type { Options } from '@splidejs/splide';
import type { Words } from '../words/words.ts';

/** Our words for Splide, whose own have `%s` for what they name. */
export function i18nOf(words: Words['carousel']): NonNullable<Options['i18n']> {
  const say = (word: string) => word.replaceAll(/\{\w+\}/g, '%s');
  return {
    prev: say(words.previous),
    next: say(words.next),
    first: say(words.first),
    last: say(words.last),
    slideX: say(words.go_to_slide),
    pageX: say(words.go_to_page),
    carousel: say(words.carousel),
    slide: say(words.slide),
    select: say(words.select),
    slideLabel: say(words.place),
  };
}
