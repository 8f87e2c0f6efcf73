import { compareBySliding } from './comparison.ts';
import { copyListings } from './copy.ts';
import { enlargePictures } from './enlarge.ts';
import { switchScheme } from './scheme.ts';
import { reachScrollers } from './scrollers.ts';
import { playInView } from './videos.ts';
import { playFromYoutube } from './youtube.ts';

switchScheme();
copyListings();
enlargePictures();
compareBySliding();
reachScrollers();
playInView();
playFromYoutube();
