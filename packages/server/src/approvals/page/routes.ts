import { type ErrorCode, ProbityError } from "@probity/contracts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../../context.ts";
import { problemOf } from "../../http/index.ts";
import { stateAt } from "../approval.ts";
import { decideApproval } from "../decide.ts";
import { findLinked, type Linked } from "../links.ts";
import { findPrecheck, isGrave } from "../precheck.ts";
import { languageOf } from "./language.ts";
import { endPage, openPage, type PageFrame } from "./page.ts";
import { pageHeaders } from "./style.ts";
import type { Ending } from "./texts.ts";

/** A form holds one reason. */
const bodyLimit = 32 * 1024;
const maxReason = 2_000;
// oxlint-disable-next-line no-control-regex -- control characters are what it removes; line feeds stay
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

interface ByToken {
  readonly Params: { readonly token: string };
}

/**
 * The page of each approver, at an address that only this person has (PC-7): plain HTML, no scripts, no cookies. Reading it
 * changes nothing, so that whatever follows links by itself decides nothing; and without cookies there is no session that
 * another site could make use of. Every failure is a page as well.
 */
export function registerApprovalPages(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  app.setErrorHandler((error, request, reply) => sendFailure(context, error, request, reply));
  const options = { schema: { hide: true } };
  app.get<ByToken>("/:token", options, async (request, reply) => {
    const linked = await findLinked(store, request.params.token);
    return await show(context, request, reply, linked);
  });
  app.post<ByToken>("/:token", options, async (request, reply) => {
    const linked = await findLinked(store, request.params.token);
    if (linked === undefined) return await show(context, request, reply, linked);
    const { agree, reason } = answerOf(request);
    try {
      const answer = { personId: linked.person, agree, reason, via: "page" } as const;
      await decideApproval(context, { id: linked.id }, answer);
    } catch (error) {
      const code = error instanceof ProbityError ? error.code : undefined;
      if (code === "PROBITY_E_APPROVAL_REASON")
        return await show(context, request, reply.code(422), linked, reason ?? "");
      const known: Partial<Record<ErrorCode, Ending>> = { PROBITY_E_APPROVAL_PERSON: "notEligible" };
      const ending = code === undefined ? undefined : known[code];
      if (ending !== undefined) return sendEnd(context, request, reply.code(403), ending, linked);
      if (code !== "PROBITY_E_APPROVAL_STATE") throw error;
      const now = await findLinked(store, request.params.token);
      return await show(context, request, reply.code(409), now);
    }
    // Loading the page again sends nothing again.
    return await reply.headers(pageHeaders).redirect(`?lang=${frameOf(context, request).locale}`, 303);
  });
}

/** What the form says. Throws `PROBITY_E_REQUEST` for what is no answer, and for a form of another site. */
function answerOf({ body, headers }: FastifyRequest): {
  readonly agree: boolean;
  readonly reason: string | undefined;
} {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none")
    throw new ProbityError("PROBITY_E_REQUEST", "sent from another site");
  const form = body instanceof URLSearchParams ? body : new URLSearchParams();
  const answer = form.get("answer");
  if (answer !== "agree" && answer !== "refuse") throw new ProbityError("PROBITY_E_REQUEST", "no answer");
  const reason = (form.get("reason") ?? "").toWellFormed().replaceAll(unprintable, "");
  return { agree: answer === "agree", reason: reason.slice(0, maxReason) };
}

function frameOf({ config }: Context, { query, headers }: FastifyRequest): PageFrame {
  const chosen = typeof query === "object" && query !== null ? Reflect.get(query, "lang") : undefined;
  return { locale: languageOf(chosen, headers["accept-language"]), timeZone: config.timeZone };
}

/** The page as the request stands now; `typed`: a reason that was missing. */
async function show(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  linked: Linked | undefined,
  typed?: string,
): Promise<FastifyReply> {
  if (linked === undefined) return sendEnd(context, request, reply.code(404), "invalid");
  const ending = endingOf(linked, new Date(context.clock()));
  if (ending !== undefined) return sendEnd(context, request, reply, ending, linked);
  const precheck = await findPrecheck(context.store, linked.source, linked.decision);
  if (precheck !== undefined && precheck.stage !== "opened")
    return sendEnd(context, request, reply, "withdrawn", linked);
  const grave = await isGrave(context, linked, precheck);
  return send(reply, openPage({ ...frameOf(context, request), linked, grave, typed }));
}

function endingOf(linked: Linked, now: Date): Ending | undefined {
  const state = stateAt(linked, now);
  if (state === "open") return undefined;
  if (state === "expired" || state === "withdrawn") return state;
  const isOwn = linked.decided_by === linked.person;
  return `${state}${isOwn ? "ByYou" : "ByOther"}`;
}

const send = (reply: FastifyReply, page: string): FastifyReply =>
  reply.headers(pageHeaders).type("text/html; charset=utf-8").send(page);

const sendEnd = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  ending: Ending,
  linked?: Linked,
): FastifyReply => send(reply, endPage({ ...frameOf(context, request), ending, linked }));

function sendFailure(
  context: Context,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, code } = problemOf(error, request.id);
  if (status >= 500) request.log.error({ err: error }, code);
  else request.log.info({ code }, "refused");
  return sendEnd(context, request, reply.code(status), status >= 500 ? "failed" : "closed");
}
