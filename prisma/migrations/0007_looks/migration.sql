-- What a change of an alias topic or of a physical cluster is judged by. Prisma's schema has no words for such indexes.
-- Two texts are one array: without statistics, an index that begins with the virtual cluster would seem to serve other looks too.
CREATE INDEX "Resource_alias_physicalName_idx" ON "Resource" ((ARRAY["vCluster", ("spec" #>> '{physicalName}')])) WHERE "kind" = 'AliasTopic';
CREATE INDEX "Resource_alias_retires_idx" ON "Resource" ((ARRAY["vCluster", ("spec" #>> '{retires,to}')])) WHERE "kind" = 'AliasTopic';
CREATE INDEX "Resource_alias_physicalCluster_idx" ON "Resource" (("spec" #>> '{physicalCluster}'), "vCluster", "name") WHERE "kind" = 'AliasTopic';
