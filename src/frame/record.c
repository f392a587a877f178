/* record.c - a record of a frame answers the names of an expression */
#include <vigie/frame.h>

static void
place_column(VigieFrameRecord *record, VigieColumn *column)
{
    if (column->item != NULL)
        record->column[column->item->index] = column;
    else if (column->kind == VIGIE_VALUE_NUMBER)
        record->year = column;
    else
        record->wave = column;
    if (column->item != NULL && column->item == record->frame->codebook->date)
        record->date = column;
}

void
vigie_frame_record_init(VigieFrameRecord *record, const VigieFrame *frame)
{
    *record = (VigieFrameRecord){.frame = frame};
    record->column = g_new0(VigieColumn *, frame->codebook->items->len);
    for (guint c = 0; c < frame->columns->len; c++)
        place_column(record, g_ptr_array_index(frame->columns, c));
}

void
vigie_frame_record_release(VigieFrameRecord *record)
{
    g_clear_pointer(&record->column, g_free);
}

double
vigie_frame_record_date(const VigieFrameRecord *record)
{
    double days = record->date != NULL ? record->date->value[record->i] : NAN;
    double year = record->year != NULL ? record->year->value[record->i] : NAN;
    return isnan(days) && !isnan(year) ? vigie_date_days((int)year, 12, 31) : days;
}

static const VigieColumn *
column_of(const VigieFrameRecord *record, guint item)
{
    if (item == VIGIE_ITEM_YEAR)
        return record->year;
    return item == VIGIE_ITEM_WAVE ? record->wave : record->column[item];
}

void
vigie_frame_lookup(void *user, guint item, VigieVariable *out)
{
    VigieFrameRecord *record = user;
    const VigieColumn *column = column_of(record, item);
    *out = (VigieVariable){.text = ""};
    if (column == NULL || isnan(column->value[record->i]))
        return;
    out->is_number = column->kind == VIGIE_VALUE_NUMBER || column->kind == VIGIE_VALUE_DATE;
    if (out->is_number)
        out->number = column->value[record->i];
    else
        out->text = vigie_column_text(column, record->i, record->buffer);
}

void
vigie_frame_where(const VigieFrame *frame, const VigieExpression *condition, guint8 *mask)
{
    g_autoptr(VigieEvaluator) evaluator = vigie_evaluator_new(frame->codebook);
    VigieFrameRecord record;
    vigie_frame_record_init(&record, frame);
    for (record.i = 0; record.i < frame->n; record.i++) {
        vigie_evaluator_set_record(evaluator, vigie_frame_lookup, &record,
                                   vigie_frame_record_date(&record));
        mask[record.i] = vigie_expression_truth(condition, evaluator);
    }
    vigie_frame_record_release(&record);
}
