import { compareBySliding } from './comparison.ts';
import { copyListings } from './copy.ts';
import { enlargePictures } from './enlarge.ts';
import { switchScheme } from './scheme.ts';
import { playInView } from './videos.ts';
import { playFromYoutube } from './youtube.ts';

switchScheme();
copyListings();
enlargePictures();
compareBySliding();
playInView();
playFromYoutube();
