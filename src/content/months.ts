/** The months as BibTeX names them, and as English dates begin them. */
export const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
