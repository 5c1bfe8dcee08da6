/** Kinds of rows by which the organisation is changed: files and single changes are of the same. */
export const rowKinds = ["units", "chain", "posts", "people", "holders", "delegations", "relations"] as const;

/** One of {@link rowKinds}. */
export type RowKind = (typeof rowKinds)[number];

/** Columns of a kind, with the Chinese heads that files may have instead. */
export type Columns = Readonly<Record<string, readonly string[]>>;

const dates = { validFrom: ["生效日期", "开始日期"], validTo: ["截止日期", "结束日期"] };

/** The columns of each kind. */
export const rowColumns: Readonly<Record<RowKind, Columns>> = {
  units: {
    id: ["单位编号", "机构编号", "编号"],
    name: ["单位名称", "机构名称", "名称"],
    nameEn: ["英文名称"],
    kind: ["类别", "机构类别"],
    parent: ["上级单位", "上级编号"],
    ...dates,
  },
  chain: {
    unit: ["单位编号", "责任单位"],
    businessDepartment: ["业务主管单位", "业务主管部门"],
    disciplineOfDepartment: ["主管单位纪检机构", "主管部门纪检机构"],
    districtDiscipline: ["区纪委", "区纪工委"],
    validFrom: dates.validFrom,
  },
  posts: {
    id: ["岗位编号", "编号"],
    name: ["岗位名称", "名称"],
    nameEn: ["英文名称"],
    unit: ["单位编号", "所属单位"],
    head: ["单位负责人", "是否负责人"],
    ...dates,
  },
  people: {
    id: ["人员编号", "编号", "工号"],
    name: ["姓名"],
    unit: ["单位编号", "所属单位"],
    email: ["邮箱", "电子邮箱"],
    phone: ["电话", "手机"],
    keys: ["其他标识", "业务系统标识"],
  },
  holders: {
    id: ["任职编号", "编号"],
    post: ["岗位编号", "岗位"],
    person: ["人员编号", "人员"],
    ...dates,
  },
  delegations: {
    id: ["授权编号", "编号"],
    from: ["授权人"],
    to: ["被授权人", "代理人"],
    permissions: ["权限"],
    reason: ["事由", "原因"],
    ...dates,
  },
  relations: {
    id: ["关系编号", "编号"],
    from: ["人员编号", "人员"],
    to: ["关系人", "关系对象"],
    kind: ["关系"],
    declaredBy: ["申报人"],
    ...dates,
  },
};

/** Columns that a file of a kind must have. */
export const requiredColumns: Readonly<Record<RowKind, readonly string[]>> = {
  units: ["id"],
  chain: ["unit"],
  posts: ["id"],
  people: ["id"],
  holders: ["post", "person"],
  delegations: ["from", "to", "validTo", "reason"],
  relations: ["from", "to", "kind"],
};
