export { convolve, fir, transposedConvolve } from './convolution';
export { columnFactors, columnStyles, modulate, multiply } from './modulation';
export { fieldNoise } from './noise';
export { colour, colourWeights, toBytes } from './picture';
