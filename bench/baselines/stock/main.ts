import 'reflect-metadata';
import { MikroORM } from '@mikro-orm/postgresql';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Body, Controller, HttpCode, Inject, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { dtoOf } from './customer.dto.js';
import { Customer, customerEntities } from './customer.entities.js';

/** One DTO a type of customer would need a pipe of our own; organisation or person is what the measured messages are. */
const pipes = { ORGANIZATION: pipeOf('OrganizationCustomer'), INDIVIDUAL: pipeOf('IndividualCustomer') };

function pipeOf(name: string): ValidationPipe {
  return new ValidationPipe({ transform: true, whitelist: true, expectedType: dtoOf(name) });
}

@Controller('amlyze-ws-rest')
class CustomerController {
  constructor(@Inject(EntityManager) private readonly em: EntityManager) {}

  @Post('customer')
  @HttpCode(202)
  async create(@Body() body: { entityType: keyof typeof pipes }): Promise<{ resultType: string }> {
    const dto = await pipes[body.entityType].transform(body, { type: 'body' }) as object;
    this.em.create(Customer, dto as never);
    await this.em.flush();
    return { resultType: 'REQUEST_ACCEPTED' };
  }
}

@Module({
  imports: [MikroOrmModule.forRoot({ clientUrl: process.env['DATABASE_URL'] ?? '', entities: [...customerEntities], driver: (await import('@mikro-orm/postgresql')).PostgreSqlDriver })],
  controllers: [CustomerController],
})
class AppModule {}

/** The stock way: NestJS, a validation pipe, entities and a flush, each as its own documentation shows it. */
const app = await NestFactory.create(AppModule, { logger: ['error'] });
await app.get(MikroORM).schema.update();
await app.listen(Number(process.env['PORT']), '127.0.0.1');
