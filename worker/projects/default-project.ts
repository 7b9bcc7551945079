/** The project of every key while a deployment has one. */
export const defaultProject = { id: 'prj_default', name: 'Default' } as const;
