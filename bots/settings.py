"""Settings of the bots, loaded once at an entry point from the environment and `.env`."""

from __future__ import annotations

import re

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.errors import ConfigError

_RATE = re.compile(r"off|[1-9]\d{0,4}/(?:second|minute|hour)")
_SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}|")
_NEEDS = {
    "int_parsing": "cần một số nguyên",
    "float_parsing": "cần một số",
    "greater_than_equal": "cần từ {ge} trở lên",
    "less_than_equal": "cần không quá {le}",
    "value_error": "{error}",
}


class BotSettings(BaseSettings):
    """Every setting, each read from the variable of the same name in capitals. Secrets stay out of `repr`."""

    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True)

    telegram_bot_token: SecretStr = Field(default=SecretStr(""), description="Mã của bot, lấy từ @BotFather")
    telegram_api_base: str = Field(
        default="https://api.telegram.org/bot", description="Địa chỉ của Bot API, hết ở «bot»"
    )
    telegram_webhook_url: str = Field(default="", description="Địa chỉ công khai để Telegram gửi tin tới")
    telegram_webhook_secret: SecretStr = Field(
        default=SecretStr(""), description="Mật khẩu của webhook; để trống thì tự tạo"
    )
    telegram_sends_per_second: float = Field(
        default=30.0, ge=0, le=1000, description="Số tin gửi đi mỗi giây; 0 là không hạn chế"
    )
    zalo_app_id: str = Field(default="", description="Mã ứng dụng ở developers.zalo.me")
    zalo_app_secret: SecretStr = Field(default=SecretStr(""), description="Khóa bí mật của ứng dụng")
    zalo_oa_secret: SecretStr = Field(
        default=SecretStr(""), description="Khóa bí mật của OA, để kiểm tra chữ ký của webhook"
    )
    zalo_refresh_token: SecretStr = Field(
        default=SecretStr(""), description="Mã làm mới lúc cấp quyền; sau đó mã mới được tự lưu"
    )
    zalo_api_base: str = Field(default="https://openapi.zalo.me", description="Địa chỉ của OA API")
    zalo_oauth_base: str = Field(default="https://oauth.zaloapp.com", description="Địa chỉ cấp mã của Zalo")
    zalo_sends_per_second: float = Field(
        default=10.0, ge=0, le=1000, description="Số tin gửi đi mỗi giây; 0 là không hạn chế"
    )
    bots_rate_limit: str = Field(default="20/minute", description="Số tin mỗi người được gửi, hoặc off")
    bots_retention_days: int = Field(default=30, ge=1, le=365, description="Số ngày giữ hội thoại")
    bots_queue: int = Field(default=20, ge=1, le=1000, description="Số tin chờ tối đa của mỗi khung chat")
    bots_threads: int = Field(default=8, ge=1, le=64, description="Số câu trả lời làm cùng lúc")
    bots_drain_seconds: float = Field(
        default=20.0, ge=0, le=600, description="Số giây làm nốt việc dở khi tắt"
    )

    @field_validator("bots_rate_limit")
    @classmethod
    def _readable_rate(cls, rate: str) -> str:
        if not _RATE.fullmatch(rate.strip()):
            raise ValueError("cần dạng 20/minute, 2/second, 500/hour hoặc off")
        return rate.strip()

    @field_validator("telegram_api_base", "telegram_webhook_url", "zalo_api_base", "zalo_oauth_base")
    @classmethod
    def _an_address(cls, address: str) -> str:
        if address and not address.startswith(("http://", "https://")):
            raise ValueError("cần một địa chỉ bắt đầu bằng https:// hoặc http://")
        return address

    @field_validator("telegram_api_base")
    @classmethod
    def _up_to_bot(cls, address: str) -> str:
        """The address as it is put before the token, also where the end was left out."""
        bare = address.rstrip("/")
        return bare if bare.endswith("/bot") else f"{bare}/bot"

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _sendable(cls, secret: SecretStr) -> SecretStr:
        if not _SECRET_TOKEN.fullmatch(secret.get_secret_value()):
            raise ValueError("chỉ dùng chữ không dấu, số, gạch nối và gạch dưới")
        return secret


def load_bot_settings() -> BotSettings:
    """The settings of this process.

    Raises:
        ConfigError: a value cannot be used; the message names the variable and never shows its value.
    """
    try:
        return BotSettings()
    except ValidationError as error:
        raise ConfigError(_in_words(error.errors()[0])) from None
    except (OSError, UnicodeDecodeError):
        raise ConfigError("không đọc được tệp .env; hãy lưu lại tệp đó dạng UTF-8 hoặc xóa đi") from None


def _in_words(error: ErrorDetails) -> str:
    name = "_".join(map(str, error["loc"])).upper()
    need = _NEEDS.get(error["type"], "cần giá trị khác").format(**error.get("ctx", {}))
    return f"{name} không dùng được: {need}; hãy sửa trong môi trường hoặc tệp .env"
