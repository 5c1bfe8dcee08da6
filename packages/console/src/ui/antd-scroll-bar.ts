/**
 * Takes the place of a module of antd that measures scroll bars by a style without the page's nonce, which the policy refuses and
 * reports. Ours reads them from an element of the usual look. The build puts it in (`vite.config.ts`).
 */
export function getTargetScrollBarSize(): { readonly width: number; readonly height: number } {
  const probe = document.createElement("div");
  Object.assign(probe.style, {
    position: "absolute",
    inset: "0 auto auto 0",
    width: "100px",
    height: "100px",
    overflow: "scroll",
  });
  document.body.append(probe);
  const size = {
    width: probe.offsetWidth - probe.clientWidth,
    height: probe.offsetHeight - probe.clientHeight,
  };
  probe.remove();
  return size;
}

// The name that antd imports by.
// oxlint-disable-next-line import/no-default-export
export default (): number => getTargetScrollBarSize().width;
