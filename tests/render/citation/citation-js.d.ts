/** What the tests use of Citation.js, which has no types of its own. */
declare module '@citation-js/core' {
  interface CslName {
    given?: string;
    family?: string;
    literal?: string;
    suffix?: string;
    'dropping-particle'?: string;
    'non-dropping-particle'?: string;
  }

  export const plugins: {
    input: {
      chain(
        text: string,
        options: { generateGraph: boolean },
      ): { title?: string; author?: CslName[]; 'container-title'?: string }[];
    };
  };
}

declare module '@citation-js/plugin-bibtex' {}
