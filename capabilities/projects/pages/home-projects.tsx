import type { PageContext } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { Digest, useTenantPath, useText, type HomePartProps } from "#ui-kit/index.ts";
import { listProjects } from "../contract/list-projects.ts";
import { ProjectState } from "./words.tsx";

const FIRST = 4;

export const read = async (context: PageContext) => {
  const list = await context.call(listProjects, {});
  if (isRefusal(list)) return list;
  return list.projects.length === 0 ? undefined : list.projects.slice(0, FIRST);
};

/** What is being built and paid for now. */
export default function HomeProjects({ data: projects }: HomePartProps<typeof read>) {
  const t = useText("projects");
  const path = useTenantPath();
  return (
    <Digest
      title={t("home.title")}
      lines={projects.map((project) => ({
        key: project.id,
        href: path(`projects/${project.number}`),
        words: project.title,
        aside: (
          <>
            <ProjectState project={project} /> {project.area}
          </>
        ),
      }))}
      more={[{ href: path("projects"), words: t("home.all") }]}
    />
  );
}
