// Notes when a key was pressed, when the last visible change after it was painted, and bytes.
// What counts as a visible change is written down in painting.py.
(() => {
  const size = data => typeof data === "string" ? data.length : data.byteLength ?? data.size ?? 0;
  const seen = window.seen = {begun: 0, painted: 0, changed: 0, heard: 0, sent: 0, out: 0, in: 0};
  const hear = bytes => { seen.in += bytes; seen.heard = performance.now(); };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (!this.known) {
      this.known = true;
      this.addEventListener("message", event => hear(size(event.data)));
    }
    seen.out += size(data); seen.sent += 1;
    return send.call(this, data);
  };
  const get = window.fetch;
  window.fetch = async function (...asked) {
    seen.sent += 1; seen.out += size(asked[1]?.body ?? "");
    const reply = await get.apply(this, asked);
    reply.clone().arrayBuffer().then(body => hear(body.byteLength)).catch(() => 0);
    return reply;
  };
  const visible = node => {
    const part = node.nodeType === 1 ? node : node.parentElement;
    if (!part?.isConnected || part.closest("@IGNORED@") || part.closest("head")) return false;
    const box = part.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  };
  // Asked once a frame: to look where an element lies in between would itself cost time.
  let pending = [], at = 0;
  const painted = () => {
    const some = pending.some(one => visible(one.target));
    pending = [];
    if (!some) return;
    const gate = new MessageChannel();
    seen.changed = at;
    gate.port1.onmessage = () => { seen.painted = performance.now(); };
    gate.port2.postMessage(0);
  };
  const watch = new MutationObserver(all => {
    if (!pending.length) requestAnimationFrame(painted);
    pending.push(...all);
    at = performance.now();
  });
  const what = {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ["d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height",
      "points", "transform", "style", "src", "href", "value"],
  };
  document.addEventListener("DOMContentLoaded",
    () => watch.observe(document.documentElement, what));
  window.addEventListener("keydown", event => {
    Object.assign(seen, {painted: 0, changed: 0, heard: 0, sent: 0, out: 0, in: 0});
    seen.begun = event.timeStamp;
  }, true);
})();
