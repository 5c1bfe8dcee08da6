/** A family name of the office. */
export type ColleagueName =
  | "zhou"
  | "tang"
  | "chen"
  | "liu"
  | "zhao"
  | "huang"
  | "sun"
  | "xu"
  | "he"
  | "gao"
  | "lin"
  | "luo"
  | "deng"
  | "feng";

/** Somebody who works at the centre and signs in. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly string[];
  /** What they do, for whoever tries the demo. */
  readonly does: readonly [chinese: string, english: string];
}

const colleague = (
  id: string,
  name: string,
  unit: string,
  roles: readonly string[],
  ...does: readonly [string, string]
): Colleague => ({ id, name, unit, roles, does });

/**
 * Who signs in. The first is made administrator by the operator alone, while there is nobody who could agree; the second
 * audits, and agrees to the roles of discipline that the first asks for.
 */
export const colleagues: Readonly<Record<ColleagueName, Colleague>> = {
  zhou: colleague("zhou.min", "周敏", "edu-bureau", ["admin"], "管理员", "administrator"),
  tang: colleague("tang.wei", "唐伟", "disc-edu", ["auditor"], "审计员", "auditor"),
  chen: colleague("chen.jing", "陈静", "edu-audit", ["dispatcher"], "分办员", "dispatcher"),
  liu: colleague("liu.yang", "刘洋", "edu-audit", ["handler"], "办理人", "handler"),
  zhao: colleague(
    "zhao.lei",
    "赵磊",
    "edu-audit",
    ["handler"],
    "办理人（已申报亲属关系）",
    "handler with a declared relation",
  ),
  huang: colleague("huang.ting", "黄婷", "disc-edu", ["handler"], "办理人", "handler"),
  sun: colleague(
    "sun.li",
    "孙丽",
    "disc-edu",
    ["reviewer", "discipline"],
    "复核人、纪检",
    "reviewer, discipline",
  ),
  xu: colleague(
    "xu.qiang",
    "徐强",
    "disc-edu",
    ["approver", "discipline"],
    "审批人、纪检",
    "approver, discipline",
  ),
  he: colleague(
    "he.ping",
    "何平",
    "disc-edu",
    ["appraiser", "discipline"],
    "考核人、纪检",
    "appraiser, discipline",
  ),
  gao: colleague(
    "gao.feng",
    "高峰",
    "disc-district",
    ["appraiser", "discipline"],
    "考核人、纪检",
    "appraiser, discipline",
  ),
  lin: colleague(
    "lin.xia",
    "林霞",
    "disc-edu",
    ["discipline", "intake", "dispatcher"],
    "纪检监察、线索受理、分办",
    "discipline, intake of clues, dispatcher",
  ),
  luo: colleague("luo.dan", "罗丹", "city-finance", ["observer"], "观察员", "observer"),
  deng: colleague("deng.chao", "邓超", "edu-audit", ["model_author"], "规则编写人", "author of rules"),
  feng: colleague("feng.xue", "冯雪", "disc-edu", ["model_approver"], "规则审批人", "approver of rules"),
};

/** Roles that take two persons to give. */
export const guarded: ReadonlySet<string> = new Set(["admin", "auditor", "discipline"]);

/** One password for all of them: it is a demo on this machine alone. */
export const demoPassword = "sunlit-Harbour-Bridge-26";

/** Officials whom events name; they do not sign in. */
export const officials: readonly { readonly id: string; readonly name: string; readonly unit: string }[] = [
  { id: "shi.lei", name: "石磊", unit: "edu-bureau" },
  { id: "bai.yun", name: "白云", unit: "city-audit" },
  { id: "wei.ning", name: "魏宁", unit: "edu-bureau" },
  { id: "tian.xin", name: "田欣", unit: "edu-bureau" },
  { id: "peng.tao", name: "彭涛", unit: "edu-purchasing" },
  { id: "cai.hong", name: "蔡红", unit: "edu-purchasing" },
  { id: "jiang.bo", name: "江波", unit: "edu-works" },
  { id: "lu.guang", name: "陆广", unit: "edu-finance" },
  { id: "yuan.jie", name: "袁杰", unit: "edu-finance" },
  { id: "han.mei", name: "韩梅", unit: "edu-finance" },
  { id: "fan.rong", name: "范蓉", unit: "school-1" },
  { id: "dong.li", name: "董丽", unit: "school-1" },
  { id: "meng.yue", name: "孟跃", unit: "school-2" },
  { id: "qian.yu", name: "钱宇", unit: "school-2" },
  { id: "qin.fang", name: "秦芳", unit: "kindergarten-3" },
];
