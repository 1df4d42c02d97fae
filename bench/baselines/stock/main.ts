import 'reflect-metadata';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { EntityManager, MikroORM, PostgreSqlDriver } from '@mikro-orm/postgresql';
import { Body, Controller, HttpCode, Inject, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { dtoOf } from '../validators/class-validator.js';
import { Customer, customerEntities } from './customer.entities.js';

const pipeOf = (name: string): ValidationPipe => new ValidationPipe({ expectedType: dtoOf(name) });
const pipes = { ORGANIZATION: pipeOf('OrganizationCustomer'), INDIVIDUAL: pipeOf('IndividualCustomer') };

@Controller('amlyze-ws-rest')
class CustomerController {
  constructor(@Inject(EntityManager) private readonly em: EntityManager) {}

  @Post('customer')
  @HttpCode(202)
  async create(@Body() body: { entityType: keyof typeof pipes }): Promise<{ resultType: string }> {
    this.em.create(Customer, (await pipes[body.entityType].transform(body, { type: 'body' })) as never);
    await this.em.flush();
    return { resultType: 'REQUEST_ACCEPTED' };
  }
}

@Module({
  imports: [
    MikroOrmModule.forRoot({
      driver: PostgreSqlDriver,
      clientUrl: process.env['DATABASE_URL'] ?? '',
      entities: [...customerEntities],
    }),
  ],
  controllers: [CustomerController],
})
class AppModule {}

/** NestJS with a validation pipe and MikroORM with entities and a flush, each as its own documentation shows it. */
const app = await NestFactory.create(AppModule, { logger: ['error'] });
await app.get(MikroORM).schema.update();
await app.listen(Number(process.env['PORT']), '127.0.0.1');
