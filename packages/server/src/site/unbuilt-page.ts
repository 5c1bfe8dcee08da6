import { html } from "../html.ts";

/** What a browser sees where the files of the console are missing. */
export const unbuiltPage: string = html`<!doctype html>
  <html lang="zh-CN">
    <meta charset="utf-8" />
    <title>Probity</title>
    <h1>控制台尚未构建</h1>
    <p>服务器运行正常，但未找到控制台的文件。在源码目录运行 <code>npx pnpm@12 install</code> 后刷新本页。</p>
    <section lang="en">
      <h1>The console is not built</h1>
      <p>
        The server runs, but the files of the console are missing. Run <code>npx pnpm@12 install</code> in the
        repository, then reload this page.
      </p>
    </section>
    <p><a href="/docs">API</a></p>
  </html>`.markup;
