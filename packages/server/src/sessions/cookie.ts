import type { FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";

type Config = Pick<Context["config"], "publicUrl">;

const isSecure = ({ publicUrl }: Config): boolean => publicUrl?.startsWith("https:") === true;

/**
 * Name of the session's cookie. Where browsers come by https it has the prefix that binds it to this host; closed networks
 * often have http alone, where a browser would throw such a cookie away.
 */
export const cookieName = (config: Config): string => (isSecure(config) ? "__Host-probity" : "probity");

/** The session's token that a browser sent, or undefined. */
export const sessionCookie = (
  config: Config,
  { cookies }: Pick<FastifyRequest, "cookies">,
): string | undefined => cookies[cookieName(config)];

/** Hands a session to a browser, until it is closed; the server ends it earlier. */
export function setSessionCookie(reply: FastifyReply, config: Config, token: string): void {
  setCookie(reply, config, { name: cookieName(config), value: token, sameSite: "strict" });
}

/** Takes it back. */
export function dropSessionCookie(reply: FastifyReply, config: Config): void {
  setCookie(reply, config, { name: cookieName(config), value: "", sameSite: "strict", maxAge: 0 });
}

/** Sets a cookie that scripts cannot read. */
export function setCookie(
  reply: FastifyReply,
  config: Config,
  cookie: {
    readonly name: string;
    readonly value: string;
    readonly sameSite: "strict" | "lax";
    /** Seconds. */
    readonly maxAge?: number;
  },
): void {
  const { name, value, sameSite, maxAge } = cookie;
  const options = { path: "/", httpOnly: true, secure: isSecure(config), sameSite };
  reply.setCookie(name, value, { ...options, ...(maxAge !== undefined && { maxAge }) });
}
