import type { ActClient } from "@probity/fastify";
import { actOf } from "./acts/index.ts";
import type { Services } from "./services.ts";
import type { Approval } from "./store/index.ts";
import { perform } from "./routes/perform.ts";

/**
 * Asks the central server how a waiting request stands, and does what follows: the act, once the second person agreed on the
 * page there. The server has checked who that is; the token that comes back proves it, for exactly the stored draft. A server
 * that is away leaves everything as it is.
 */
export async function settle(services: Services, approval: Approval): Promise<void> {
  if (approval.state !== "waiting") return;
  const answer = await services.probity.approval(approval.token);
  if (!answer.ok || answer.approval.state === "open") return;
  const { state, reason } = answer.approval;
  if (state === "agreed") return carryOut(services, approval, answer.token, reason);
  const ended = services.approvals.end(
    approval.id,
    state === "refused" ? state : "lapsed",
    reason,
    services.now(),
  );
  if (ended) services.probity.abandon(approval.token, `second approver: ${state}`);
}

function carryOut(services: Services, approval: Approval, token = "", reason: string | undefined): void {
  const act = actOf(approval.act);
  if (act === undefined) return;
  const client: ActClient = services.probity;
  const { data } = approval;
  const verified = client.verifyDecision(token, { type: act.type, data });
  const done =
    verified.ok &&
    perform(services, {
      processId: approval.processId,
      act,
      actor: approval.requester,
      data,
      outcome: verified.decision.out,
      justification: reason,
      secondApprover: approval.approver,
      also: () => services.approvals.end(approval.id, "agreed", reason, services.now()),
    });
  if (done) {
    client.commit(token, data);
    return;
  }
  // Agreed to too long ago, or the purchase has moved on meanwhile. Another look may have been faster: then nothing ends.
  if (services.approvals.end(approval.id, "lapsed", reason, services.now()))
    client.abandon(approval.token, "second approver: too late");
}

/** Settles what waits, again and again, until it is stopped. */
export function keepSettling(
  services: Services,
  everyMs: number,
  onError: (error: unknown) => void,
): { stop(): void } {
  let running = false;
  const round = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      // oxlint-disable-next-line no-await-in-loop -- a demo waits for few
      for (const approval of services.approvals.waiting()) await settle(services, approval);
    } catch (error) {
      onError(error);
    } finally {
      running = false;
    }
  };
  const timer = setInterval(() => void round(), everyMs).unref();
  return { stop: () => clearInterval(timer) };
}
