-- What a change of an alias topic or of a physical cluster is judged by. Prisma's schema has no words for such indexes.
CREATE INDEX "Resource_alias_physicalName_idx" ON "Resource" ("vCluster", ("spec" #>> '{physicalName}')) WHERE "kind" = 'AliasTopic';
CREATE INDEX "Resource_alias_retires_idx" ON "Resource" ("vCluster", ("spec" #>> '{retires,to}')) WHERE "kind" = 'AliasTopic' AND ("spec" #>> '{retires,to}') IS NOT NULL;
CREATE INDEX "Resource_alias_physicalCluster_idx" ON "Resource" (("spec" #>> '{physicalCluster}'), "vCluster", "name") WHERE "kind" = 'AliasTopic';
