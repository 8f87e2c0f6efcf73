// One file, since files run in processes of their own, and one build and one browser serve all.
import './html.ts';
import './pages.ts';
import './scripts-off.ts';
import './widgets.ts';
