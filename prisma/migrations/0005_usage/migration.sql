-- CreateTable
CREATE TABLE "TokenUse" (
    "token" TEXT NOT NULL,
    "account" UUID NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "software" TEXT,
    "host" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,

    CONSTRAINT "TokenUse_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "AliasUse" (
    "alias" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "software" TEXT NOT NULL DEFAULT '',
    "host" TEXT NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AliasUse_pkey" PRIMARY KEY ("alias","username","software","host")
);

-- CreateIndex
CREATE INDEX "TokenUse_account_idx" ON "TokenUse"("account");

-- AddForeignKey
ALTER TABLE "TokenUse" ADD CONSTRAINT "TokenUse_token_fkey" FOREIGN KEY ("token") REFERENCES "Token"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TokenUse" ADD CONSTRAINT "TokenUse_account_fkey" FOREIGN KEY ("account") REFERENCES "Resource"("uid") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AliasUse" ADD CONSTRAINT "AliasUse_alias_fkey" FOREIGN KEY ("alias") REFERENCES "Resource"("uid") ON DELETE CASCADE ON UPDATE CASCADE;
