import type { LocalizedText } from "@probity/contracts";

/** Posts of the demo office. */
export type Post = "officer" | "approver" | "finance";

/** A demo user. `id` stands for the keyed person hash that a real system would send. */
export interface Person {
  readonly id: string;
  readonly name: LocalizedText;
  readonly post: Post;
  readonly duty: LocalizedText;
  /** Roles in which this person may let a blocked act go on in an emergency; the bindings say which of them count. */
  readonly emergencyRoles?: readonly string[];
}

/** The purchasing unit of everybody in the demo. */
export const unit: { readonly id: string; readonly name: LocalizedText } = {
  id: "unit-procurement",
  name: { "zh-CN": "滨江区机关事务服务中心", en: "Binjiang District Office Services Centre" },
};

/** Everybody who can sign in. */
export const people: readonly Person[] = [
  {
    id: "p-wang-min",
    name: { "zh-CN": "王敏", en: "Wang Min" },
    post: "officer",
    duty: { "zh-CN": "采购经办", en: "Procurement officer" },
  },
  {
    id: "p-sun-lei",
    name: { "zh-CN": "孙磊", en: "Sun Lei" },
    post: "officer",
    duty: { "zh-CN": "采购经办", en: "Procurement officer" },
  },
  {
    id: "p-li-qiang",
    name: { "zh-CN": "李强", en: "Li Qiang" },
    post: "approver",
    duty: { "zh-CN": "定标审批", en: "Award approver" },
  },
  {
    id: "p-zhao-jing",
    name: { "zh-CN": "赵静", en: "Zhao Jing" },
    post: "approver",
    duty: { "zh-CN": "复核审批（第二审批人）、值班领导", en: "Second approver, leader on duty" },
    emergencyRoles: ["duty_leader"],
  },
  {
    id: "p-chen-wei",
    name: { "zh-CN": "陈伟", en: "Chen Wei" },
    post: "finance",
    duty: { "zh-CN": "财务审批", en: "Finance approver" },
  },
];

const byId = new Map(people.map((person) => [person.id, person]));

/** The demo user of that id, or undefined. */
export function personOf(id: string): Person | undefined {
  return byId.get(id);
}

/** Who may agree to an act of `requester`: another person of an approving post. */
export function secondApproversFor(requester: Person): readonly Person[] {
  return people.filter((person) => person.post === "approver" && person.id !== requester.id);
}
