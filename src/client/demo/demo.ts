// The demo's script: a classic one, which also runs where the page is opened from disk. Each part adds one line:
// for (const root of document.querySelectorAll<HTMLElement>('[data-alis=panorama]')) startPanorama(root, attach(root));
export {};
