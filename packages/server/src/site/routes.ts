import { randomBytes } from "node:crypto";
import { ProbityError } from "@probity/contracts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { type BuiltSite, encodings, nonceMark, openBuiltSite } from "./built-site.ts";
import { assetHeaders, pageHeaders } from "./page-headers.ts";
import { unbuiltPage } from "./unbuilt-page.ts";

/** Where answers to programs and documents are; everything else that a browser goes to is an address of the console. */
const taken = /^\/(?:v1|log|ops|console|scim|docs|approve|assets|livez|readyz|openapi\.json)(?:\/|$)/;

/** Whether a request without a route is a browser going to an address of the console. */
export const isSitePath = ({
  method,
  url,
  headers,
}: Pick<FastifyRequest, "method" | "url" | "headers">): boolean =>
  method === "GET" && (headers.accept ?? "").includes("text/html") && !taken.test(url.split("?", 1)[0] ?? "");

/** A build stays as it is while a server runs; one that is made after the start is found as well. */
let opened: BuiltSite | undefined;
const site = (): BuiltSite | undefined => (opened ??= openBuiltSite());

/** `/` and what the console's page loads (UI-1). The page itself stands at every address of the console. */
export function registerSite(app: FastifyInstance, context: Context): void {
  const hidden = { schema: { hide: true } };
  app.get("/", hidden, (_request, reply) => sendSitePage(context.config, reply));
  app.get<{ Params: { name: string } }>("/assets/:name", hidden, async (request, reply) => {
    const { name } = request.params;
    const built = site();
    const file = built?.assets.get(name);
    if (built === undefined || file === undefined)
      throw new ProbityError("PROBITY_E_NOT_FOUND", `no asset ${name}`);
    const accepted = acceptedBy(request);
    const encoding = encodings.find((one) => file.encodings.includes(one) && accepted.has(one));
    void reply.headers(assetHeaders).type(file.type);
    if (encoding !== undefined) void reply.header("content-encoding", encoding);
    return await reply.send(await built.read(name, encoding));
  });
}

/** The page of the console with a nonce of its own, or what to do where the console was not built. */
export function sendSitePage(
  { publicUrl }: Pick<Context["config"], "publicUrl">,
  reply: FastifyReply,
): FastifyReply {
  const nonce = randomBytes(18).toString("base64");
  const page = site()?.page;
  void reply
    .headers(pageHeaders(nonce, publicUrl?.startsWith("https:") === true))
    .type("text/html; charset=utf-8");
  return page === undefined
    ? reply.status(503).send(unbuiltPage)
    : reply.send(page.replaceAll(nonceMark, nonce));
}

/** What a browser can unpack; a weight of zero says that it cannot. */
const acceptedBy = ({ headers }: FastifyRequest): ReadonlySet<string> =>
  new Set(
    (headers["accept-encoding"] ?? "")
      .split(",")
      .map((part) => part.trim())
      .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
      .map((part) => part.split(";", 1)[0] ?? ""),
  );
