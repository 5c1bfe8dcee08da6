const light = `--ink:#1c2733;--soft:#4d5966;--paper:#fff;--edge:#7c8894;--link:#1f4e79;
--go:#1a6b3c;--go-bg:#eaf5ee;--note:#7a4d00;--note-bg:#fdf4df;--why:#6a3fa0;--why-bg:#f4eefb;
--two:#1f5a96;--two-bg:#e9f1fa;--stop:#a32020;--stop-bg:#fceceb;--none:#4a5560;--none-bg:#f2f4f6`;
const dark = `--ink:#e6ebf0;--soft:#b6c0ca;--paper:#1b2129;--edge:#8a96a3;--link:#9cc9f7;
--go:#7fd3a1;--go-bg:#16281e;--note:#f2c063;--note-bg:#2d2414;--why:#cdb0f5;--why-bg:#261f31;
--two:#8fc1f5;--two-bg:#162636;--stop:#f79a94;--stop-bg:#331b1b;--none:#b8c2cc;--none-bg:#20272e`;

/**
 * The one style sheet, adopted by the shadow root, so that no `style-src` is needed. Nothing is inherited from the host's page
 * (`all: initial`); sizes follow the browser's own text size, not the page's root. Nothing newer than Chrome 90.
 */
export const css: string = `
:host{display:block;margin:0 0 1em}
:host([hidden]){display:none}
.n{all:initial;display:block;box-sizing:border-box;${light};color:var(--ink);background:var(--bg);
border:1px solid var(--c);border-left:6px solid var(--c);border-radius:6px;padding:.75em 1em;
font:medium/1.55 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;
overflow-wrap:anywhere;color-scheme:light}
.n:lang(en){font-family:system-ui,"Segoe UI","Noto Sans",Arial,"Noto Sans CJK SC",sans-serif}
.n.dark{${dark};color-scheme:dark}
.go{--c:var(--go);--bg:var(--go-bg)}.note{--c:var(--note);--bg:var(--note-bg)}.why{--c:var(--why);--bg:var(--why-bg)}
.two{--c:var(--two);--bg:var(--two-bg)}.stop{--c:var(--stop);--bg:var(--stop-bg)}.none{--c:var(--none);--bg:var(--none-bg)}
.n *{box-sizing:border-box}
.n[hidden],.n [hidden]{display:none}
.head{display:flex}
.head>div:not(:empty){flex:1;min-width:0}
.icon{flex:none;width:1.6em;height:1.6em;margin:.02em .6em 0 0;fill:none;stroke:var(--c);stroke-width:2;
stroke-linecap:round;stroke-linejoin:round}
.title{margin:0;font-size:1.1em;font-weight:700;line-height:1.5;color:var(--c)}
.title:focus{outline:3px solid var(--c);outline-offset:3px}
p{margin:.15em 0 0}
ul{list-style:none;margin:.6em 0 0;padding:0}
li{border-top:1px solid var(--c);padding:.6em 0}
li:last-child{padding-bottom:0}
.what{font-weight:600}
dl{display:flex;flex-wrap:wrap;gap:.3em 1.6em;margin:.35em 0 0}
dt,.hint,.small,.count{color:var(--soft);font-size:.875em}
dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
.small{margin-top:.35em}
.degraded{margin-top:.6em;font-weight:600}
a,.link{color:var(--link);text-decoration:underline}
.link{padding:.25em 0;border:0;background:none;min-height:1.5em}
label,.label{display:block;margin-top:.7em;font-weight:600}
select,textarea{display:block;width:100%;max-width:40em;margin-top:.2em;padding:.45em .6em;min-height:2.5em;
border:1px solid var(--edge);border-radius:4px;background:var(--paper);color:var(--ink);font:inherit}
textarea{resize:vertical}
[aria-invalid]{border:2px solid var(--stop)}
.error{color:var(--stop);font-weight:600}
.count{text-align:right;max-width:45.7em}
.buttons{display:flex;flex-wrap:wrap;gap:.6em;margin-top:.8em}
button{font:inherit;cursor:pointer;color:var(--c);background:var(--paper);border:1px solid var(--c);border-radius:4px;
padding:.4em 1.1em;min-height:2.5em;text-align:left}
button.main{background:var(--c);color:var(--paper);font-weight:600}
button:disabled{cursor:default;opacity:1;border-style:dashed;background:none;color:var(--soft)}
button:focus-visible,select:focus-visible,textarea:focus-visible,a:focus-visible{outline:3px solid var(--c);outline-offset:2px}
.appeal{margin-top:.8em}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
@media (prefers-color-scheme:dark){.n.auto{${dark};color-scheme:dark}}
@media (forced-colors:active){.n{border-color:CanvasText}.icon{stroke:CanvasText}
button{border-color:ButtonText}}
@media print{.n.n.n{${light};background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact;break-inside:avoid}
.buttons,.link,.hint{display:none}}
`;
