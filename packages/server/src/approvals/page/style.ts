import { sha256 } from "../../sha256.ts";

/** For browsers of any age: no variables, no grid, nothing that has to load. */
export const style = `
html{font-size:100%}
body{margin:0;background:#f2f4f7;color:#1d2733;font:1rem/1.6 "Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei","Segoe UI",Roboto,Arial,sans-serif;overflow-wrap:break-word;word-wrap:break-word}
.page{max-width:46rem;margin:0 auto;padding:1.25rem 1rem 3rem}
header{overflow:hidden;margin-bottom:.75rem;color:#52606d}
header .name{float:left;font-weight:600}
header .language{float:right}
a{color:#0b5cad}
h1{margin:.25rem 0 .5rem;font-size:1.6rem;line-height:1.3}
h2{margin:0 0 .6rem;font-size:1.1rem}
.card{background:#fff;border:1px solid #d5dbe2;border-radius:6px;padding:1.1rem 1.25rem;margin:0 0 1rem}
.intro,.personal{color:#52606d;margin:0 0 1rem}
table{width:100%;border-collapse:collapse;table-layout:fixed}
th,td{overflow-wrap:break-word;word-wrap:break-word;word-break:break-word;text-align:left;vertical-align:top;padding:.4rem 0;border-bottom:1px solid #e7ebef}
tr:last-child th,tr:last-child td{border-bottom:0}
th{width:11rem;padding-right:1rem;font-weight:400;color:#52606d}
.finding{margin:0 0 .8rem;padding:.1rem 0 .1rem .9rem;border-left:4px solid #c77700}
.finding.level1{border-left-color:#b3261e}
.finding p{margin:.15rem 0}
.finding .what{font-weight:600}
.level{display:inline-block;margin-left:.5rem;padding:0 .5rem;border:1px solid #8a94a0;border-radius:1rem;font-size:.85rem;font-weight:400;color:#52606d}
label{display:block;font-weight:600;margin-bottom:.15rem}
.hint{margin:.1rem 0 .4rem;color:#52606d}
.error{margin:0 0 .8rem;padding:.6rem .8rem;border:1px solid #b3261e;border-radius:4px;background:#fdecea;color:#7d160f}
textarea{display:block;width:100%;box-sizing:border-box;min-height:6rem;padding:.5rem;border:1px solid #7b8794;border-radius:4px;font:inherit}
.buttons{margin-top:1rem}
button{min-width:9rem;margin:0 .75rem .5rem 0;padding:.65rem 1.2rem;border:2px solid #0b5cad;border-radius:4px;font:inherit;font-weight:600;cursor:pointer}
button.agree{background:#0b5cad;color:#fff}
button.refuse{background:#fff;border-color:#b3261e;color:#b3261e}
button:focus,textarea:focus,a:focus{outline:3px solid #f2a900;outline-offset:2px}
.ending h1{margin-top:0}
@media (max-width:36rem){table,tbody,tr,th,td{display:block;width:auto}th{border-bottom:0;padding-bottom:0}td{padding-top:0}button{width:100%;margin-right:0}}
@media print{body{background:#fff}.card{border-color:#000;page-break-inside:avoid}.language,.decide,.personal{display:none}}
`;

/** What a page may do: show this style, and send its form to where it came from. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": `default-src 'none'; style-src 'sha256-${sha256(style).toString("base64")}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  // The address is the secret.
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow",
  vary: "accept-language",
};
