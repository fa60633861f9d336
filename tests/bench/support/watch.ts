// What a page sees of its own frames. It is handed to the browser as its source, so it refers to nothing
// outside.

export interface Drawing {
  /** Time from each frame to the next since the last `begin`, in milliseconds. */
  frames: number[];
  begin: () => void;
  /** Calls `look` whenever a frame in which the page has changed has been drawn. */
  onDrawn: (look: () => void) => void;
}

declare global {
  interface Window {
    drawing: Drawing;
  }
}

/** Runs in the page before anything of its own. */
export function watchDrawing(): void {
  const looks: (() => void)[] = [];
  const drawing: Drawing = {
    frames: [],
    begin: () => void (drawing.frames = []),
    onDrawn: (look) => void looks.push(look),
  };
  window.drawing = drawing;

  let last: number | undefined;
  const frame = (at: number) => {
    if (last !== undefined) {
      drawing.frames.push(at - last);
    }
    last = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  // A message that is sent from within a frame comes when the frame is drawn.
  const drawn = new MessageChannel();
  drawn.port1.onmessage = () => looks.forEach((look) => look());
  let waits = false;
  new MutationObserver(() => {
    if (!waits) {
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        drawn.port2.postMessage(null);
      });
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
