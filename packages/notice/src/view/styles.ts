/** Line and ground of each kind of state. */
type Colours = Readonly<Record<"go" | "note" | "why" | "two" | "stop" | "none", readonly [string, string]>>;

/** The rules of a theme, for what that selector chooses. */
function theme(selector: string, common: string, colours: Colours): string {
  const kinds = Object.entries(colours).map(
    ([kind, [line, ground]]) => `${selector}.${kind}{--c:${line};--bg:${ground}}`,
  );
  return `${selector}{${common}}${kinds.join("")}`;
}

const light = (selector: string): string =>
  theme(
    selector,
    "--ink:#1c2733;--soft:#4d5966;--paper:#fff;--edge:#7c8894;--link:#1f4e79;--bad:#a32020;color-scheme:light",
    {
      go: ["#1a6b3c", "#eaf5ee"],
      note: ["#7a4d00", "#fdf4df"],
      why: ["#6a3fa0", "#f4eefb"],
      two: ["#1f5a96", "#e9f1fa"],
      stop: ["#a32020", "#fceceb"],
      none: ["#4a5560", "#f2f4f6"],
    },
  );
const dark = (selector: string): string =>
  theme(
    selector,
    "--ink:#e6ebf0;--soft:#b6c0ca;--paper:#1b2129;--edge:#8a96a3;--link:#9cc9f7;--bad:#f79a94;color-scheme:dark",
    {
      go: ["#7fd3a1", "#16281e"],
      note: ["#f2c063", "#2d2414"],
      why: ["#cdb0f5", "#261f31"],
      two: ["#8fc1f5", "#162636"],
      stop: ["#f79a94", "#331b1b"],
      none: ["#b8c2cc", "#20272e"],
    },
  );

/**
 * The one style sheet, adopted by the shadow root, so that no `style-src` is needed. Nothing is inherited from the host's page
 * (`all: initial`); sizes follow the browser's own text size, not the page's root. Nothing newer than Chrome 90.
 */
export const css: string = `:host{display:block;margin:0 0 1em}
.n{all:initial;display:block;color:var(--ink);background:var(--bg);
border:1px solid var(--c);border-left-width:6px;border-radius:6px;padding:.75em 1em;
font:medium/1.55 system-ui,"PingFang SC","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC",sans-serif;
overflow-wrap:anywhere}
:host([hidden]),[hidden]{display:none}
.n,.n *{box-sizing:border-box}
.head{display:flex}
.head>div:not(:empty){flex:1;min-width:0}
.icon{flex:none;width:1.6em;height:1.6em;margin:.02em .6em 0 0;fill:none;stroke:var(--c);stroke-width:2;
stroke-linecap:round;stroke-linejoin:round}
.title{margin:0;font-size:1.1em;line-height:1.5;color:var(--c)}
p{margin:.15em 0 0}
ul{list-style:none;margin:0;padding:0}
li{border-top:1px solid var(--c);margin-top:.6em;padding-top:.6em}
dl{display:flex;flex-wrap:wrap;gap:.3em 1.6em;margin:.35em 0 0}
dt,.hint,.small,.count{color:var(--soft);font-size:.875em}
dd{margin:0;font-variant-numeric:tabular-nums}
.small{margin-top:.35em}
.degraded{margin-top:.6em}
label{display:block;margin-top:.7em}
select,textarea,button{border:1px solid var(--edge);border-radius:4px;padding:.4em .6em;min-height:2.5em;
background:var(--paper);color:var(--ink);font:inherit}
select,textarea{display:block;width:100%;max-width:40em;margin-top:.2em}
textarea{resize:vertical}
[aria-invalid]{border:2px solid var(--bad)}
.error{color:var(--bad)}
.count{text-align:right;max-width:45.7em}
.buttons{display:flex;flex-wrap:wrap;gap:.6em;margin-top:.8em}
button{border-color:var(--c);padding:.4em 1.1em;color:var(--c);cursor:pointer;text-align:left}
.main{background:var(--c);color:var(--paper)}
.what,dd,.degraded,label,.error,.main{font-weight:600}
a,.link{color:var(--link);text-decoration:underline}
.link{border:0;padding:.25em 0;min-height:1.5em;background:none}
:disabled{border-style:dashed;background:none;color:var(--soft);cursor:default}
.title:focus,:focus-visible{outline:3px solid var(--c);outline-offset:2px}
.spoken{position:absolute;height:1px;overflow:hidden;clip-path:inset(50%)}
${light(".n")}${dark(".dark")}
@media (prefers-color-scheme:dark){${dark(".auto")}}
@media (forced-colors:active){.icon{stroke:CanvasText}}
@media print{${light(".n.n.n")}.n.n.n{background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact;break-inside:avoid}
.buttons,.link,.hint{display:none}}`;
