import { isIP } from "node:net";
import type { Channel, ChannelParts, ChannelRow, Delivered } from "./channel.ts";
import { secretOf } from "./secret-of.ts";

/** Settings of a mail server. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` before anything else is said, or `none` inside a closed network. */
  readonly security: "tls" | "starttls" | "none";
  /** Sender: an address. */
  readonly from: string;
  /** With the secret `password`. */
  readonly user?: string | undefined;
}

/** Sends plain text by a mail server; the Message-ID is the delivery's and the same at every attempt. */
export function smtpChannel(
  { id, settings, secrets: names }: ChannelRow<SmtpSettings>,
  { guard, secrets }: ChannelParts,
): Channel {
  const { host, port, security, from, user } = settings;
  return {
    id,
    deliver: async (message, signal) => {
      const { address } = await guard.resolve(host);
      signal.throwIfAborted();
      // Loaded by the first mail: most starts and commands send none.
      const { createTransport } = await import("nodemailer");
      const password = secretOf(secrets, names, "password");
      const transport = createTransport({
        host: address,
        port,
        secure: security === "tls",
        requireTLS: security === "starttls",
        ignoreTLS: security === "none",
        // A certificate for an address is checked against the address itself.
        ...(isIP(host) === 0 ? { tls: { servername: host } } : {}),
        ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
        connectionTimeout: socketMs,
        greetingTimeout: socketMs,
        socketTimeout: socketMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const sending = transport.sendMail({
        from: { name: "Probity", address: from },
        to: { name: "", address: message.address ?? "" },
        subject: message.title,
        text: message.text,
        messageId: `<${message.id}@${from.slice(from.lastIndexOf("@") + 1)}>`,
        headers: { "Auto-Submitted": "auto-generated" },
        ...(message.urgent ? { priority: "high" as const } : {}),
        signal,
      });
      return await sending.then(taken, refused);
    },
  };
}

/** The delivery's own signal ends it earlier. */
const socketMs = 60_000;

const taken = (): Delivered => ({ ok: true, status: 250 });

/** A mailbox that does not exist stays so; who may send, and what is wrong for now, is looked after by people. */
function refused(error: unknown): Delivered {
  if (!(error instanceof Error)) throw error;
  const status =
    "responseCode" in error && typeof error.responseCode === "number" ? error.responseCode : undefined;
  const code = "code" in error ? String(error.code) : "";
  return {
    ok: false,
    status,
    error: error.message,
    permanent: code === "EENVELOPE" && status !== undefined && status >= 550 && status < 560,
  };
}
